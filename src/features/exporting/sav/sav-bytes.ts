/** What an opcode of packed cases says about one eight-byte segment. */
const OPCODE = { asIs: 253, spaces: 254, missing: 255 };
/** Opcodes come in groups of eight, followed by the uncompressed data they announce. */
const OPCODES_A_GROUP = 8;
const SPACE = 0x20;

/** Collects the bytes of a system file, little-endian, with numbers and texts in the forms of its records. */
export class SavBytes {
  readonly #encoder = new TextEncoder();
  #pieces: Uint8Array[] = [];
  #opcodes: number[] = [];
  #asIs: Uint8Array[] = [];

  /** The bytes collected since the last call, without an incomplete group of opcodes. */
  take(): Uint8Array {
    const taken = Buffer.concat(this.#pieces);
    this.#pieces = [];
    return taken;
  }

  int32(...numbers: readonly number[]): this {
    return this.#add(new Uint8Array(Int32Array.from(numbers).buffer));
  }

  int64(...numbers: readonly number[]): this {
    return this.#add(new Uint8Array(BigInt64Array.from(numbers, BigInt).buffer));
  }

  float64(...numbers: readonly number[]): this {
    return this.#add(new Uint8Array(Float64Array.from(numbers).buffer));
  }

  /** A text in a field of `bytes` bytes. */
  text(text: string, bytes: number): this {
    return this.#add(this.#padded(this.#encoder.encode(text), bytes));
  }

  /** A text's length in bytes as a four-byte number, then the text, padded to a multiple of `unit`. */
  countedText(text: string, unit: number): this {
    const bytes = this.#encoder.encode(text);
    return this.int32(bytes.length).#add(this.#padded(bytes, unit * Math.ceil(bytes.length / unit)));
  }

  /** A text's length in bytes as one byte, then the text; both together padded to a multiple of `unit`. */
  shortText(text: string, unit: number): this {
    const bytes = this.#encoder.encode(text);
    const field = this.#padded(bytes, unit * Math.ceil((1 + bytes.length) / unit) - 1);
    return this.#add(Uint8Array.of(bytes.length)).#add(field);
  }

  /** A record of type 7 whose content is a text. */
  extensionText(subtype: number, text: string): this {
    const bytes = this.#encoder.encode(text);
    return this.int32(7, subtype, 1, bytes.length).#add(bytes);
  }

  /** A value of a case: a whole number near 0 takes one byte. */
  packNumber(value: number, bias: number): void {
    const opcode = value + bias;
    if (Number.isInteger(opcode) && opcode >= 1 && opcode < OPCODE.asIs - 1) this.#pack(opcode);
    else this.#pack(OPCODE.asIs, new Uint8Array(Float64Array.of(value).buffer));
  }

  packMissing(): void {
    this.#pack(OPCODE.missing);
  }

  packText(text: string, bytes: number): void {
    const padded = this.#padded(this.#encoder.encode(text), bytes);
    for (let from = 0; from < bytes; from += 8) {
      const place = padded.subarray(from, from + 8);
      if (place.every((byte) => byte === SPACE)) this.#pack(OPCODE.spaces);
      else this.#pack(OPCODE.asIs, place);
    }
  }

  /** Completes and writes the last group of opcodes. */
  endOpcodes(): void {
    if (this.#opcodes.length === 0) return;
    const group = new Uint8Array(OPCODES_A_GROUP);
    group.set(this.#opcodes);
    this.#pieces.push(group, ...this.#asIs);
    this.#opcodes = [];
    this.#asIs = [];
  }

  #pack(opcode: number, asIs?: Uint8Array): void {
    this.#opcodes.push(opcode);
    if (asIs) this.#asIs.push(asIs);
    if (this.#opcodes.length === OPCODES_A_GROUP) this.endOpcodes();
  }

  #add(bytes: Uint8Array): this {
    this.#pieces.push(bytes);
    return this;
  }

  #padded(text: Uint8Array, bytes: number): Uint8Array {
    if (text.length > bytes) throw new Error(`a text of ${text.length} bytes in a field of ${bytes}`);
    const field = new Uint8Array(bytes).fill(SPACE);
    field.set(text);
    return field;
  }
}
