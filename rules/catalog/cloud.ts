import type { CatalogProgram } from './catalog-program.ts';

const aws = (service: string): string => `https://docs.aws.amazon.com/cli/latest/reference/${service}/`;
const gcloud = (command: string): string => `https://cloud.google.com/sdk/gcloud/reference/${command}`;
const az = (group: string): string => `https://learn.microsoft.com/cli/azure/${group}`;
const IDS = { flags: ['--instance-ids', '--instance-id'], words: 'all' } as const;

export const CLOUD: readonly CatalogProgram[] = [
  {
    programs: ['aws', 'awslocal'],
    unknownFlag: 'value',
    values:
      '--profile --region --endpoint-url --output --query --cli-input-json --color --ca-bundle --cli-read-timeout --cli-connect-timeout --instance-ids',
    switches:
      '--dry-run --no-dry-run --no-cli-pager --no-paginate --no-verify-ssl --no-sign-request --debug --recursive --force --quiet --skip-final-snapshot --no-skip-final-snapshot --delete-automated-backups --force-delete --force-delete-without-recovery --generate-cli-skeleton --exact-timestamps --delete --only-show-errors --hibernate --no-hibernate',
    harmlessWith: '--help help --version --dry-run!--no-dry-run --dryrun --generate-cli-skeleton',
    rows: [
      { verb: 'ec2 terminate-instances', effect: 'remove-node', source: aws('ec2/terminate-instances'), hosts: IDS },
      { verb: 'ec2 stop-instances|reboot-instances', effect: 'stop-node', source: aws('ec2/stop-instances'), hosts: IDS },
      { verb: 'autoscaling terminate-instance-in-auto-scaling-group', effect: 'remove-node', source: aws('autoscaling'), hosts: IDS },
      {
        verb: 'autoscaling update-auto-scaling-group|set-desired-capacity',
        effect: 'remove-node',
        source: aws('autoscaling'),
        with: ['--desired-capacity=0', '--max-size=0'],
      },
      { verb: 'autoscaling delete-auto-scaling-group|detach-instances', effect: 'remove-node', source: aws('autoscaling'), hosts: IDS },
      { verb: 'lightsail delete-instance', effect: 'remove-node', source: aws('lightsail') },
      { verb: 'eks delete-nodegroup|delete-fargate-profile', effect: 'remove-node', source: aws('eks/delete-nodegroup') },
      { verb: 'eks|ecs|elasticache|kafka|emr-containers delete-cluster', effect: 'delete-cluster', source: aws('eks/delete-cluster') },
      { verb: 'redshift delete-cluster', effect: 'delete-data', source: aws('redshift/delete-cluster') },
      { verb: 'emr terminate-clusters', effect: 'delete-cluster', source: aws('emr/terminate-clusters') },
      { verb: 's3 rb', effect: 'delete-data', source: aws('s3/rb') },
      { verb: 's3 rm', effect: 'delete-data', source: aws('s3/rm') },
      { verb: 's3 sync|mv', effect: 'delete-data', source: aws('s3/sync'), with: ['--delete'] },
      {
        verb: 's3api delete-bucket|delete-object*|delete-bucket-replication|put-bucket-lifecycle*',
        effect: 'delete-data',
        source: aws('s3api'),
      },
      {
        verb: 'rds|docdb|neptune|dynamodb|elasticache|memorydb|efs|fsx|backup|glacier|opensearch|es|redshift-serverless|timestream-write|secretsmanager|kms delete-*|schedule-key-deletion|disable-key|remove-*',
        effect: 'delete-data',
        source: aws('rds/delete-db-instance'),
      },
      { verb: 'rds stop-*|reboot-*|failover-*', effect: 'stop-node', source: aws('rds/stop-db-instance') },
      { verb: 'kms schedule-key-deletion', effect: 'delete-data', source: aws('kms/schedule-key-deletion') },
      { verb: 'ec2 delete-volume|delete-snapshot', effect: 'delete-data', source: aws('ec2/delete-volume') },
      { verb: 'ec2 detach-volume', effect: 'delete-resource', source: aws('ec2/detach-volume') },
      { verb: 'ecr delete-repository|batch-delete-image', effect: 'delete-data', source: aws('ecr') },
      { verb: 'logs delete-log-group|delete-log-stream', effect: 'delete-data', source: aws('logs') },
      {
        verb: 'ec2 delete-route*|delete-egress*|delete-flow-logs|delete-dhcp-options|delete-customer-gateway|delete-local-gateway*|delete-managed-prefix-list|delete-vpc*|delete-subnet|delete-security-group*|delete-network*|delete-nat*|delete-internet*|delete-transit*|delete-vpn*|revoke-security-group*|detach-internet-gateway|disassociate-*|release-address|detach-network-interface|unassign-*',
        effect: 'change-network',
        source: aws('ec2'),
      },
      { verb: 'elbv2|elb delete-*|deregister-*|remove-*', effect: 'change-network', source: aws('elbv2') },
      { verb: 'route53 delete-*|change-resource-record-sets', effect: 'change-network', source: aws('route53') },
      { verb: 'cloudformation delete-stack*', effect: 'delete-data', source: aws('cloudformation/delete-stack') },
      {
        verb: 'ssm send-command|start-automation-execution|start-session',
        effect: 'runs-code',
        source: aws('ssm/send-command'),
        hosts: IDS,
      },
      {
        verb: 'lambda|stepfunctions|codebuild|batch|ecs invoke|invoke-async|start-execution|start-build|submit-job|run-task',
        effect: 'runs-code',
        source: aws('lambda/invoke'),
      },
      { verb: 'ecs update-service', effect: 'delete-resource', source: aws('ecs/update-service'), with: ['--desired-count=0'] },
      {
        verb: '* delete-*|terminate-*|deregister-*|remove-*|purge-*|batch-delete-*|revoke-*|disable-*|detach-*|disassociate-*|cancel-*|stop-*|deactivate-*|reset-*|reboot-*|release-*|schedule-*|delete|destroy',
        effect: 'delete-resource',
        source: aws('ec2'),
      },
      {
        verb: '* get-*|list-*|describe-*|head-*|wait|ls|presign|create-*|put-*|update-*|modify-*|tag-*|untag-*|add-*|attach-*|associate-*|register-*|start-*|enable-*|copy-*|import-*|export-*|run-*|allocate-*|assume-role*|batch-get-*|authorize-*|cp|mb|sync|mv|login|get|set|import|scan|query|publish|send-*|invoke|decode-*|search*|lookup-*|generate-*|validate-*|test-*|select-*|package|deploy|tail|request-*|restore-*|set-*|complete-*|upload-*|initiate-*|assign-*|change-*|decrypt|encrypt|sign|verify|re-encrypt|receive-message|simulate-*|estimate-*|filter-*|check-*|accept-*|sso|configure|list|transact-get-items|execute-statement|execute-command|update|apply-*|promote-*|failover-*|rotate-*',
        effect: 'harmless',
        source: aws(''),
      },
      { verb: 'configure|sso|history', effect: 'harmless', source: aws('configure') },
    ],
  },
  {
    programs: ['gcloud'],
    values:
      '--project --zone --region --account --configuration --format --filter --verbosity -q --impersonate-service-account -m -o -h --location --gce-zone --cluster --node-pool --num-nodes --size --ssh-flag --command --keyring --key --instance',
    switches: '--quiet --async --no-async --delete-disks -r -R -f -n -a --recursive',
    harmlessWith: '--help -h help --version version --dry-run --dry_run',
    rows: [
      { verb: 'compute instances delete', effect: 'remove-node', source: gcloud('compute/instances/delete'), hosts: { words: 'all' } },
      {
        verb: 'compute instances stop|reset|suspend',
        effect: 'stop-node',
        source: gcloud('compute/instances/stop'),
        hosts: { words: 'all' },
      },
      {
        verb: '** instance-groups managed delete-instances|resize|delete|recreate-instances',
        effect: 'remove-node',
        source: gcloud('compute/instance-groups/managed'),
      },
      { verb: 'container|beta|alpha ** node-pools delete', effect: 'remove-node', source: gcloud('container/node-pools/delete') },
      {
        verb: 'container clusters resize',
        effect: 'remove-node',
        source: gcloud('container/clusters/resize'),
        with: ['--num-nodes=0', '--size=0'],
      },
      { verb: '** clusters delete', effect: 'delete-cluster', source: gcloud('container/clusters/delete') },
      { verb: 'projects delete', effect: 'delete-data', source: gcloud('projects/delete') },
      {
        verb: '** disks|snapshots|buckets|objects|databases|instances|backups|tables|datasets|repositories|secrets|images|volumes|versions|keys|log delete|rm|destroy',
        effect: 'delete-data',
        source: gcloud('sql/instances/delete'),
      },
      { verb: 'storage rm', effect: 'delete-data', source: gcloud('storage/rm') },
      {
        verb: '** networks|subnets|routes|routers|firewall-rules|addresses|forwarding-rules|target-pools|managed-zones|record-sets|vpn-tunnels|backend-services delete',
        effect: 'change-network',
        source: gcloud('compute/networks/delete'),
      },
      {
        verb: '** delete|destroy|disable|remove-iam-policy-binding|deactivate|detach-disk|stop|reset|undelete|remove-tags|remove-metadata',
        effect: 'delete-resource',
        source: gcloud(''),
      },
      {
        verb: '** list|describe|get-credentials|get-iam-policy|print-access-token|print-identity-token|create|update|add-iam-policy-binding|set-iam-policy|start|login|activate-service-account|configure-docker|set|get-value|config|access|submit|export|import|deploy|cp|ls|cat|stat|du|enable|get|add-metadata|add-tags|attach-disk|resize|clone|restart|scp|wait|info|auth|mb|rsync|mv|show|query|mk|load|head|extract|setmeta|iam|versioning|lifecycle|perfdiag|components|topic|feedback|init|read|write|logs|operations|reconcile|patch',
        effect: 'harmless',
        source: gcloud(''),
      },
    ],
  },
  {
    programs: ['gsutil', 'bq'],
    values: '-h -o -u -i --project_id --location --format',
    switches: '-m -q -D -d -r -R -f -a -n',
    harmlessWith: '--help help version --dry_run',
    rows: [
      { verb: 'rm|rb', effect: 'delete-data', source: 'https://cloud.google.com/storage/docs/gsutil/commands/rm' },
      { verb: 'rsync', effect: 'delete-data', source: 'https://cloud.google.com/storage/docs/gsutil/commands/rsync', with: ['-d'] },
      {
        verb: 'mk|cp|mv|ls|cat|stat|du|mb|rsync|load|query|show|extract|head|setmeta|iam|acl|versioning|lifecycle|cors|web|label|hash|signurl|config|update|insert|defacl|notification|kms|ubla|retention|test|perfdiag',
        effect: 'harmless',
        source: 'https://cloud.google.com/storage/docs/gsutil',
      },
    ],
  },
  {
    programs: ['az'],
    unknownFlag: 'value',
    values: '-g --resource-group -n --name --ids --subscription -o --output --query -s --vm-name --account-name',
    switches: '--yes -y --no-wait --verbose --debug --only-show-errors --force-deletion --help -h',
    harmlessWith: '--help -h --version',
    rows: [
      { verb: 'group delete', effect: 'delete-data', source: az('group') },
      { verb: 'vm delete', effect: 'remove-node', source: az('vm'), hosts: { flags: ['-n', '--name'] } },
      {
        verb: 'vm|vmss stop|deallocate|restart|redeploy|reimage|power-off',
        effect: 'stop-node',
        source: az('vm'),
        hosts: { flags: ['-n', '--name'] },
      },
      { verb: 'vmss delete-instances|delete', effect: 'remove-node', source: az('vmss') },
      { verb: 'vmss|vm run-command', effect: 'runs-code', source: az('vm/run-command') },
      { verb: 'aks nodepool delete', effect: 'remove-node', source: az('aks/nodepool') },
      { verb: 'aks delete|stop', effect: 'delete-cluster', source: az('aks') },
      { verb: 'aks command invoke', effect: 'runs-code', source: az('aks/command') },
      {
        verb: 'storage|disk|snapshot|sql|postgres|mysql|cosmosdb|redis|keyvault|backup|acr|netappfiles ** delete|delete-batch|purge|stop',
        effect: 'delete-data',
        source: az('storage'),
      },
      { verb: 'network ** delete|remove|disassociate', effect: 'change-network', source: az('network') },
      { verb: '** delete|purge|remove|stop|deallocate|cancel|revoke|disable', effect: 'delete-resource', source: az('') },
      {
        verb: '** list|show|create|update|get-credentials|login|logout|account|start|add|set|get-access-token|upload|download|wait|list-keys|upgrade|restart|scale|assign|invoke|install-cli|build|import|generate|exists|copy|sync|config|version|rest|enable|renew|reset-credentials|show-connection-string|attach',
        effect: 'harmless',
        source: az(''),
      },
    ],
  },
  {
    programs: ['gh', 'glab'],
    values: '-R --repo --hostname -X --method -f -F --field --raw-field -H --header --input -q --jq',
    rows: [
      { verb: 'repo|project delete|archive', effect: 'delete-data', source: 'https://cli.github.com/manual/gh_repo_delete' },
      { verb: 'workflow|ci|pipeline run|trigger', effect: 'runs-code', source: 'https://cli.github.com/manual/gh_workflow_run' },
      { verb: 'api', effect: 'delete-resource', source: 'https://cli.github.com/manual/gh_api', with: ['-X=DELETE', '--method=DELETE'] },
      { verb: '* delete|remove|disable', effect: 'delete-resource', source: 'https://cli.github.com/manual/' },
      { verb: '*', effect: 'harmless', source: 'https://cli.github.com/manual/' },
    ],
  },
];
