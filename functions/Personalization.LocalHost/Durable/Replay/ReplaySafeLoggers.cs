using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Durable;

/// <summary>Loggers that say once what the code says at every replay.</summary>
internal sealed class ReplaySafeLoggers(TaskOrchestrationContext context, ILoggerFactory inner) : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public ILogger CreateLogger(string categoryName) => new Quiet(context, inner.CreateLogger(categoryName));

    // The factory behind is the host's.
    public void Dispose()
    {
    }

    private sealed class Quiet(TaskOrchestrationContext context, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => !context.IsReplaying && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!context.IsReplaying) inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
