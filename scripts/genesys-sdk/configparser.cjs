// The SDK reads ~/.genesyscloudjavascript/config, which can redirect calls to other hosts: in gcx it reads nothing.
module.exports = class ConfigParser {
  read() {
    throw new Error('gcx reads no configuration of the SDK.');
  }
};
