// The SDK's own HTTP client is never made: gcx sets another one.
export default {
  create() {
    throw new Error('axios is not part of gcx.');
  },
};
