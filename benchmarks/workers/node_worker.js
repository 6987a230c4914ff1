// A worker for one npm engine; the same orders as python_worker.py: node node_worker.js ENGINE [--once TEMPLATE DATA OUT]
'use strict';
const fs = require('fs');
const path = require('path');

const ENGINES = {
  // An instance renders once, so what can be kept is the template's bytes.
  docxtemplater(file) {
    const PizZip = require('pizzip');
    const Docxtemplater = require('docxtemplater');
    const bytes = fs.readFileSync(file);
    return (data) => {
      const document = new Docxtemplater(new PizZip(bytes), { paragraphLoop: true, linebreaks: true });
      document.render(data);
      return document.toBuffer();
    };
  },
  'easy-template-x'(file) {
    const { TemplateHandler } = require('easy-template-x');
    const handler = new TemplateHandler();
    const bytes = fs.readFileSync(file);
    return (data) => handler.process(bytes, data);
  },
  // Without its sandbox, which is several times slower.
  'docx-templates'(file) {
    const createReport = require('docx-templates').default;
    const template = fs.readFileSync(file);
    const options = { cmdDelimiter: '+++', maximumWalkingDepth: Infinity, noSandbox: true };
    return async (data) => Buffer.from(await createReport({ template, data, ...options }));
  },
  carbone(file) {
    const carbone = require('carbone');
    const absolute = path.resolve(file);
    return (data) => new Promise((resolve, reject) =>
      carbone.render(absolute, data, (error, result) => (error ? reject(error) : resolve(result))));
  },
};

const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

function memory() {
  const status = fs.readFileSync('/proc/self/status', 'utf8');
  const size = (key) => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)[1]);
  return { peak: size('VmHWM'), now: size('VmRSS') };
}

async function serve(engine) {
  let render, content, result;
  const orders = {
    load: ({ template }) => { render = ENGINES[engine](template); return {}; },
    data: (order) => { content = read(order.path); return {}; },
    render: async () => { result = null; result = await render(content); return { bytes: result.length }; },
    save: (order) => { fs.writeFileSync(order.path, result); return {}; },
    batch: async ({ paths, out }) => {
      for (const file of paths) {
        fs.writeFileSync(path.join(out, `${path.basename(file, '.json')}.docx`), await render(read(file)));
      }
      return {};
    },
    memory,
  };
  for await (const line of require('readline').createInterface({ input: process.stdin })) {
    const { order, ...rest } = JSON.parse(line);
    const wall = process.hrtime.bigint();
    const cpu = process.cpuUsage();
    const answer = await orders[order](rest);
    const { user, system } = process.cpuUsage(cpu);
    const spent = { wall: Number(process.hrtime.bigint() - wall) / 1e6, cpu: (user + system) / 1e3 };
    fs.writeSync(1, `${JSON.stringify({ ...spent, ...answer })}\n`);
  }
  process.exit(0);
}

async function once(engine, template, data, out) {
  fs.writeFileSync(out, await ENGINES[engine](template)(read(data)));
  process.exit(0);
}

const [engine, mode, ...rest] = process.argv.slice(2);
(mode === '--once' ? once(engine, ...rest) : serve(engine)).catch((error) => { console.error(error); process.exit(1); });
