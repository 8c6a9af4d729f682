// Takes mail on a free port. Writes the port, then a JSON line for each mail; refuses gone@ for good and busy@ once for now.
import { SMTPServer } from 'smtp-server'

let refused = false
const reject = (code, text) => Object.assign(new Error(text), { responseCode: code })

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onRcptTo(address, session, callback) {
    if (address.address.startsWith('gone@')) return callback(reject(550, 'no such person'))
    if (address.address.startsWith('busy@') && !refused) {
      refused = true
      return callback(reject(451, 'come back later'))
    }
    callback()
  },
  onData(stream, session, callback) {
    const chunks = []
    stream.on('data', (chunk) => chunks.push(chunk))
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope
      console.log(JSON.stringify({ from: mailFrom.address, to: rcptTo.map((one) => one.address), raw: Buffer.concat(chunks).toString('base64') }))
      callback(null, 'taken')
    })
  },
})
server.on('error', (error) => console.error(error.message))
server.listen(0, '127.0.0.1', () => console.log(server.server.address().port))
