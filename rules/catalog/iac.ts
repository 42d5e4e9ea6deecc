import type { CatalogProgram } from './catalog-program.ts';

const terraform = (command: string): string => `https://developer.hashicorp.com/terraform/cli/commands/${command}`;
const ansible = 'https://docs.ansible.com/ansible/latest/cli/ansible-playbook.html';
const TERRAFORM_ROWS = [
  { verb: 'apply|destroy|refresh|import|taint|untaint|force-unlock|test|up|rm', effect: 'runs-terraform', source: terraform('apply') },
  { verb: 'state rm|mv|push|replace-provider|remove|move', effect: 'runs-terraform', source: terraform('state') },
  { verb: 'workspace|env delete', effect: 'runs-terraform', source: terraform('workspace/delete') },
  { verb: 'init', effect: 'runs-terraform', source: terraform('init'), with: ['-force-copy', '-migrate-state'] },
  {
    verb: 'apply-all|destroy-all|run-all|run',
    effect: 'runs-terraform',
    source: 'https://terragrunt.gruntwork.io/docs/reference/cli-options/',
    contains: 'destroy',
  },
  {
    verb: 'apply-all|destroy-all|run-all|run',
    effect: 'runs-terraform',
    source: 'https://terragrunt.gruntwork.io/docs/reference/cli-options/',
    contains: 'apply',
  },
  { verb: 'exec|stack', effect: 'runs-terraform', source: 'https://terragrunt.gruntwork.io/docs/reference/cli-options/' },
  {
    verb: 'plan|init|validate|fmt|show|state|output|workspace|env|providers|version|graph|get|console|login|logout|metadata|modules|query|rpcapi|plan-all|validate-all|output-all|run-all|run|hclfmt|hcl|render-json|render|info|find|list|dag|scaffold|catalog|validate-inputs|graph-dependencies|terragrunt-info|backend|stacks',
    effect: 'harmless',
    source: terraform('plan'),
  },
] as const;

/** Tools that change infrastructure by a description that the command does not show. */
export const IAC: readonly CatalogProgram[] = [
  {
    programs: ['terraform', 'tofu', 'terragrunt', 'terraform.exe'],
    longWithOneDash: true,
    values:
      '--terragrunt-working-dir --working-dir --terragrunt-config --config --terragrunt-tfpath --tf-path --terragrunt-log-level --log-level --terragrunt-iam-role --terragrunt-parallelism --queue-include-dir',
    harmlessWith: '-help --help -h -version --version -v',
    rows: TERRAFORM_ROWS,
  },
  {
    programs: ['pulumi'],
    values: '-C --cwd -s --stack --color -v --profiling --secrets-provider --config-file -m --message -p --parallel -t --target',
    rows: [
      {
        verb: 'up|update|destroy|down|dn|refresh|import|cancel|watch',
        effect: 'runs-terraform',
        source: 'https://www.pulumi.com/docs/iac/cli/commands/',
      },
      { verb: 'stack rm|remove|import', effect: 'runs-terraform', source: 'https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_rm/' },
      { verb: 'state', effect: 'runs-terraform', source: 'https://www.pulumi.com/docs/iac/cli/commands/pulumi_state/' },
      { verb: '*', effect: 'harmless', source: 'https://www.pulumi.com/docs/iac/cli/commands/' },
    ],
  },
  {
    programs: [
      'cdktf',
      'cdk',
      'sam',
      'serverless',
      'sls',
      'sst',
      'copilot',
      'crossplane',
      'bosh',
      'atmos',
      'terramate',
      'spacectl',
      'tfe',
      'qovery',
      'garden',
      'okteto',
      'skaffold',
      'tilt',
      'werf',
      'devspace',
      'azd',
      'nixops',
      'colmena',
      'deploy-rs',
    ],
    rows: [
      {
        verb: '** destroy|delete|remove|down|dismiss|undeploy|purge',
        effect: 'runs-terraform',
        source: 'https://developer.hashicorp.com/terraform/cdktf/cli-reference/commands',
      },
      {
        verb: '** deploy|apply|up|run|provision|converge',
        effect: 'runs-terraform',
        source: 'https://developer.hashicorp.com/terraform/cdktf/cli-reference/commands',
      },
      { verb: '*', effect: 'harmless', source: 'https://developer.hashicorp.com/terraform/cdktf/cli-reference/commands' },
    ],
  },
  {
    programs: [
      'tfsafe',
      'tflint',
      'tfsec',
      'trivy',
      'checkov',
      'terraform-docs',
      'infracost',
      'conftest',
      'opa',
      'terrascan',
      'driftctl',
      'tfenv',
      'tenv',
      'tfswitch',
      'tgenv',
      'hcledit',
      'packer-fmt',
    ],
    rows: [{ verb: '', effect: 'harmless', source: 'https://github.com/terraform-linters/tflint' }],
  },
  {
    programs: ['packer'],
    rows: [
      { verb: 'build', effect: 'runs-code', source: 'https://developer.hashicorp.com/packer/docs/commands/build' },
      { verb: '*', effect: 'harmless', source: 'https://developer.hashicorp.com/packer/docs/commands' },
    ],
  },
  {
    programs: ['ansible-playbook'],
    values:
      '-i --inventory -l --limit -e --extra-vars -u --user -t --tags --skip-tags --private-key --key-file -f --forks -c --connection --vault-password-file --vault-id --become-user --start-at-task -M --module-path -T --timeout --ssh-common-args --ssh-extra-args',
    switches: '-b --become -K -k -v -vv -vvv -C --check -D --diff',
    hosts: { flags: ['-l', '--limit'] },
    harmlessWith: '--help -h --version --list-hosts --list-tasks --list-tags --syntax-check',
    rows: [
      { verb: '** reset.yml', effect: 'delete-cluster', source: 'https://github.com/kubernetes-sigs/kubespray/blob/master/reset.yml' },
      {
        verb: '*',
        effect: 'delete-cluster',
        source: 'https://github.com/kubernetes-sigs/kubespray/blob/master/reset.yml',
        contains: '/reset.yml',
      },
      {
        verb: '*',
        effect: 'delete-cluster',
        source: 'https://github.com/kubernetes-sigs/kubespray/blob/master/playbooks/reset.yml',
        contains: '/reset.yaml',
      },
      {
        verb: '** remove-node.yml|remove_node.yml',
        effect: 'remove-node',
        source: 'https://github.com/kubernetes-sigs/kubespray/blob/master/remove-node.yml',
      },
      {
        verb: '*',
        effect: 'remove-node',
        source: 'https://github.com/kubernetes-sigs/kubespray/blob/master/remove-node.yml',
        contains: '/remove-node.yml',
      },
      {
        verb: '*',
        effect: 'remove-node',
        source: 'https://github.com/kubernetes-sigs/kubespray/blob/master/playbooks/remove_node.yml',
        contains: '/remove_node.yml',
      },
      { verb: '*', effect: 'runs-code', source: ansible },
    ],
  },
  {
    programs: [
      'ansible-pull',
      'ansible-test',
      'salt',
      'salt-call',
      'salt-ssh',
      'puppet',
      'chef-client',
      'chef-solo',
      'chef',
      'knife',
      'bolt',
      'pyinfra',
      'fab',
      'cap',
      'pssh',
      'pdsh',
      'clush',
      'mco',
      'cloud-init',
    ],
    values: '-i --inventory -w -g -H -h -l',
    hosts: { flags: ['-w', '-H'] },
    rows: [
      {
        verb: 'node|client delete|deactivate|clean|purge|bulk',
        effect: 'delete-resource',
        source: 'https://docs.chef.io/workstation/knife_node/',
      },
      { verb: '', effect: 'runs-code', source: 'https://docs.saltproject.io/en/latest/ref/cli/index.html' },
    ],
  },
  {
    programs: ['salt-key'],
    rows: [
      {
        verb: '',
        effect: 'delete-resource',
        source: 'https://docs.saltproject.io/en/latest/ref/cli/salt-key.html',
        with: ['-d', '-D', '--delete', '--delete-all', '-r', '-R', '--reject', '--reject-all'],
      },
      { verb: '', effect: 'harmless', source: 'https://docs.saltproject.io/en/latest/ref/cli/salt-key.html' },
    ],
  },
  {
    programs: ['ansible-galaxy', 'ansible-inventory', 'ansible-vault', 'ansible-lint', 'ansible-doc', 'ansible-config'],
    rows: [{ verb: '', effect: 'harmless', source: 'https://docs.ansible.com/ansible/latest/cli/ansible-galaxy.html' }],
  },
];
