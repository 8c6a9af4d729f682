// Lists the tools and calls one with the protocol's own client library. Usage: node call.mjs ADDRESS KEY TOOL ARGUMENTS
// Writes {"version","tools":[...],"result":{...}} to its output.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const [address, key, tool, args] = process.argv.slice(2)
const client = new Client({ name: 'end-to-end', version: '1.0.0' })
const transport = new StreamableHTTPClientTransport(new URL('/mcp', address), { requestInit: { headers: { authorization: `Bearer ${key}` } } })
await client.connect(transport)
await client.ping()
const { tools } = await client.listTools()
const result = await client.callTool({ name: tool, arguments: JSON.parse(args) })
console.log(JSON.stringify({ version: transport.protocolVersion, server: client.getServerVersion(), tools: tools.map((one) => one.name), result }))
await client.close()
