/** The forms in which what a file needs to be allowed is written. */
export { permissionsCloudFormation } from './permissions-cloudformation.js';
export { permissionsJson } from './permissions-json.js';
export { permissionsMail } from './permissions-mail.js';
export { permissionsTerraform } from './permissions-terraform.js';
export { permissionsText } from './permissions-text.js';
