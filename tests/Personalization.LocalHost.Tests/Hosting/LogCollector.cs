using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Tests.Hosting;

internal sealed record LogEntry(string Category, LogLevel Level, string Text, Exception? Exception);

/// <summary>Keeps what was logged.</summary>
internal sealed class LogCollector
{
    public ConcurrentQueue<LogEntry> Entries { get; } = new();

    public void AddTo(ILoggingBuilder logging) => logging.Services.AddSingleton<ILoggerProvider>(new Provider(this));

    private sealed class Provider(LogCollector collector) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Logger(collector, categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class Logger(LogCollector collector, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            collector.Entries.Enqueue(new LogEntry(category, logLevel, formatter(state, exception), exception));
    }
}
