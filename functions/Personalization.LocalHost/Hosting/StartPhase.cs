using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Hosting;

/// <summary>
/// Keeps quiet, while the host starts, the two loggers that print a failure's stack trace before they throw it: the one line that
/// the start ends with says it better.
/// </summary>
internal sealed class StartPhase
{
    private bool over;

    public void Quieten(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", Speaks);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", Speaks);
    }

    public void End() => Volatile.Write(ref over, true);

    private bool Speaks(LogLevel level) => level >= LogLevel.Warning && Volatile.Read(ref over);
}
