// slips.mjs SLIP.json FOLDER: the receipt libraries of npm. Each writes FOLDER/NAME.bin; printed is the time of one slip.

import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const receiptline = require("receiptline");
const { CharacterSet, PrinterTypes, ThermalPrinter } = require("node-thermal-printer");

const [slipFile, folder] = process.argv.slice(2);
const slip = JSON.parse(readFileSync(slipFile, "utf8"));

function nodeThermalPrinter() {
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON, interface: "tcp://127.0.0.1", width: 48, characterSet: CharacterSet.PC858_EURO,
  });
  printer.alignCenter();
  printer.setTextSize(1, 1);
  printer.println(slip.name);
  printer.setTextNormal();
  printer.alignLeft();
  printer.newLine();
  for (const line of slip.lines) printer.println(line);
  printer.bold(true);
  printer.println(slip.total);
  printer.bold(false);
  printer.alignCenter();
  printer.printQR(slip.link, { cellSize: 6, correction: "M", model: 2 });
  printer.cut();
  return printer.getBuffer();
}

function receiptPrinterEncoder() {
  const encoder = new ReceiptPrinterEncoder({ language: "esc-pos", columns: 48 });
  let receipt = encoder.initialize().codepage("windows1252").align("center").size(2, 2).line(slip.name).size(1, 1)
    .align("left").newline();
  for (const line of slip.lines) receipt = receipt.line(line);
  receipt = receipt.bold(true).line(slip.total).bold(false).align("center");
  return receipt.qrcode(slip.link, { model: 2, size: 6, errorlevel: "m" }).newline(3).cut().encode();
}

function byReceiptline() {
  // Its own signs are escaped, spaces are kept by asking for one column that fills the paper.
  const kept = (text) => text.replace(/[\\|{}~_"`^]/g, "\\$&");
  const lines = slip.lines.map((line) => `|${kept(line)}`);
  const document = [`^^^${kept(slip.name)}`, "", ...lines, `|"${kept(slip.total)}"`, `{code:${slip.link};option:qrcode,6,m}`, "="];
  const printer = { cpl: 48, encoding: "cp1252", command: "escpos", spacing: false };
  return Buffer.from(receiptline.transform(document.join("\n"), printer), "latin1");
}

function measure(name, encode) {
  writeFileSync(join(folder, `${name}.bin`), encode());
  // The compiler within has seen it by then.
  for (let time = 0; time < 300; time += 1) encode();
  const runs = [];
  for (let run = 0; run < 51; run += 1) {
    const begun = process.hrtime.bigint();
    for (let time = 0; time < 20; time += 1) encode();
    runs.push(Number(process.hrtime.bigint() - begun) / 20);
  }
  runs.sort((one, other) => one - other);
  console.log(JSON.stringify({ name, ns: Math.round(runs[25]) }));
}

measure("node-thermal-printer", nodeThermalPrinter);
measure("receipt-printer-encoder", receiptPrinterEncoder);
measure("receiptline", byReceiptline);
