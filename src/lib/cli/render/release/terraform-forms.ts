import { EVENT_FORMS } from './forms-of-events.js';
import { MESSAGING_FORMS } from './forms-of-messaging.js';
import { PROCESSOR_FORMS } from './forms-of-processors.js';
import { WATCHING_FORMS } from './forms-of-watching.js';
import type { TerraformForm } from './terraform-form.js';

/** What each type of CloudFormation is in Terraform. A test compares the names with those of the AWS provider. */
export const TERRAFORM_FORMS: Readonly<Record<string, TerraformForm>> = {
  ...EVENT_FORMS,
  ...MESSAGING_FORMS,
  ...PROCESSOR_FORMS,
  ...WATCHING_FORMS,
};
