import { ANSIBLE } from './ansible.ts';
import { BARE_METAL } from './bare-metal.ts';
import type { CatalogProgram } from './catalog-program.ts';
import { CLOUD } from './cloud.ts';
import { CLUSTERS } from './clusters.ts';
import { CODE } from './code.ts';
import { CONTAINERS } from './containers.ts';
import { DATABASES } from './databases.ts';
import { HARMLESS } from './harmless.ts';
import { HOSTS } from './hosts.ts';
import { HYPERVISORS } from './hypervisors.ts';
import { IAC } from './iac.ts';
import { KUBECTL } from './kubectl.ts';
import { KUBERNETES_TOOLS } from './kubernetes-tools.ts';
import { NETWORK } from './network.ts';
import { SERVERS } from './servers.ts';
import { STORAGE } from './storage.ts';
import { STORAGE_SERVICES } from './storage-services.ts';
import { TALOS } from './talos.ts';

/** What is known of programs. Where two lists name the same program, the later one counts. */
export const CATALOG: readonly CatalogProgram[] = [
  ...HARMLESS,
  ...CODE,
  ...ANSIBLE,
  ...IAC,
  ...NETWORK,
  ...HOSTS,
  ...DATABASES,
  ...STORAGE,
  ...STORAGE_SERVICES,
  ...CONTAINERS,
  ...SERVERS,
  ...HYPERVISORS,
  ...BARE_METAL,
  ...CLOUD,
  ...CLUSTERS,
  ...KUBERNETES_TOOLS,
  ...KUBECTL,
  ...TALOS,
];
