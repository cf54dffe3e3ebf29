/** A PNG's width and height in pixels, as its first chunk has them (https://www.w3.org/TR/png-3/#11IHDR). */
export function pngSize(png: Uint8Array): { width: number; height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
