const EXIT_CODES = `Exit codes:
  0  safe or review: nothing at or above the fail level
  1  blocked: a finding at or above the fail level (--fail-on, default high)
  2  wrong arguments; nothing was judged
  3  unknown: the input, or a part of it that decides, could not be read or judged`;

/** Follows `tfsafe --help`. */
export const MAIN_HELP = `
Examples:
  Make a plan, see what applying it would run, then apply exactly that plan:
    $ terraform plan -out=next.tfplan
    $ tfsafe check next.tfplan && terraform apply next.tfplan

  The same with OpenTofu:
    $ tofu plan -out=next.tfplan
    $ tfsafe check next.tfplan && tofu apply next.tfplan

  Plan JSON that somebody sent you, with the sources beside it:
    $ tfsafe check plan.json --config ./infrastructure

  Name the edited lines too: the sources of a commit against those of the plan:
    $ tfsafe check next.tfplan --base origin/main

  Why one object is replaced, step by step back to the edit:
    $ tfsafe explain 'null_resource.reset["ash"]' next.tfplan --base origin/main

  In CI, a report for programs; the exit code decides:
    $ tfsafe check next.tfplan --format json --output report.json

  All options, and what each kind of input can tell:
    $ tfsafe check --help
    $ tfsafe explain --help

${EXIT_CODES}
`;

/** Follows `tfsafe check --help`. */
export const CHECK_HELP = `
What it reads:
  saved plan   the file of \`terraform plan -out=FILE\`: the best choice. It holds
               the sources of every module, exactly as they will be applied. Its
               values come from \`terraform show -json\`, run in --chdir, or from
               --plan-json.
  plan JSON    the output of \`terraform show -json FILE\`. It says neither which
               provisioners run on destroy nor their text: name the sources with
               --config, or what is deleted cannot be judged (exit 3).
  Nothing is applied or changed, and no machine is contacted.

Examples:
  A saved plan, in the folder where it was made:
    $ tfsafe check next.tfplan

  A saved plan where neither terraform nor its providers are installed:
    $ terraform show -json next.tfplan > next.json      # where they are
    $ tfsafe check next.tfplan --plan-json next.json

  Plan JSON from standard input, with the root module's folder:
    $ terraform show -json next.tfplan | tfsafe check - --config .

  Which edit causes it: against a git commit, or against a folder with the old
  sources; the work tree is not touched:
    $ tfsafe check next.tfplan --base HEAD~1
    $ tfsafe check next.tfplan --base ../before

  A root module elsewhere, planned with OpenTofu:
    $ tfsafe check /tmp/next.tfplan --chdir live/prod --terraform-bin tofu

  In CI: a report for programs, blocked by critical findings only:
    $ tfsafe check next.tfplan --format json --output report.json --fail-on critical

  Only look, never block; what cannot be judged still exits 3:
    $ tfsafe check next.tfplan --fail-on never

${EXIT_CODES}

The report goes to standard output (or --output), everything else to standard
error. Sensitive values are shown as <sensitive>, parts of a command that are
not known before the apply as <expression>.
`;

/** Follows `tfsafe explain --help`. */
export const EXPLAIN_HELP = `
It reads what \`tfsafe check\` reads. Without --base the causes come from the
values in the plan, and some are only probable or possible; the tree says which.

Examples:
  Why is this object replaced? Quote the address for the shell:
    $ tfsafe explain 'null_resource.reset["ash"]' next.tfplan

  The same, with the edited lines, old and new:
    $ tfsafe explain 'module.node["a"].terraform_data.reset' next.tfplan --base HEAD~1

Exit codes:
  0  the chain was shown; explain judges nothing and never blocks
  2  wrong arguments, or an object that does not change in this plan
  3  the input could not be read
`;
