export default function stopAzurite() {
  return globalThis.sharedAzurite?.stop();
}
