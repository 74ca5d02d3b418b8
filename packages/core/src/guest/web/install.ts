export function installWebApis(_global: object, _seed: () => string): void {}
