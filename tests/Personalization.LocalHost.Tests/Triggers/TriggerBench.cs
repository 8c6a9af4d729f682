using System.Collections.Concurrent;
using System.Reflection;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;
using Personalization.LocalHost.Triggers;

namespace Personalization.LocalHost.Tests.Triggers;

/// <summary>The triggers as the host registers them, over one emulator, with an invoker that the test plays.</summary>
internal sealed class TriggerBench : IDisposable, INameResolver, IStorageConnections
{
    private readonly string connectionString;
    private readonly ServiceProvider services;

    public TriggerBench(string connectionString, TimeProvider? clock = null, HostJson? host = null, params (string Key, string Value)[] settings)
    {
        this.connectionString = connectionString;
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))).Build();
        Settings = configuration;
        services = new ServiceCollection()
            .AddSingleton(configuration).AddSingleton(host ?? new HostJson()).AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton<INameResolver>(this).AddSingleton<IStorageConnections>(this).AddSingleton<IFunctionInvoker>(Invoker)
            .AddLogging(logging => logging.AddProvider(Log)).AddTriggers().BuildServiceProvider();
    }

    public InvokerDouble Invoker { get; } = new();

    public LogDouble Log { get; } = new();

    private IConfiguration Settings { get; }

    public ITriggerProvider Provider(Type attribute) => services.GetServices<ITriggerProvider>().Single(provider => provider.AttributeType == attribute);

    public IOutputWriter Writer(Type attribute) => services.GetServices<IOutputWriter>().Single(writer => writer.AttributeType == attribute);

    /// <summary>A listener for the method of this name; the attribute replaces the one in the code, so that each test has names of its own.</summary>
    public ITriggerListener Listener(TriggerBindingAttribute trigger, string name = "Sample") =>
        Provider(trigger.GetType()).CreateListener(Describe(trigger, name))!;

    public static FunctionDescriptor Describe(TriggerBindingAttribute trigger, string name = "Sample")
    {
        MethodInfo method = typeof(TriggerBench).GetMethod(nameof(Sample), BindingFlags.Static | BindingFlags.NonPublic)!;
        return new FunctionDescriptor(name, typeof(TriggerBench), method, method.GetParameters()[0], trigger);
    }

    public string Resolve(string text) =>
        text.StartsWith('%') ? Settings[text.Trim('%')] ?? throw new HostStartupException($"No setting {text}") : text;

    public string ConnectionString(string? connection = null) => connection is null ? connectionString : Settings[connection] ?? connectionString;

    public QueueServiceClient Queues(string? connection = null) => new(connectionString);

    public BlobServiceClient Blobs(string? connection = null) => new(connectionString);

    public void Dispose() => services.Dispose();

    private static void Sample(object trigger) => _ = trigger;
}

/// <summary>Plays the functions: a test says what an invocation does, and reads what came in.</summary>
internal sealed class InvokerDouble : IFunctionInvoker
{
    public ConcurrentQueue<TriggerInput> Inputs { get; } = new();

    public Func<TriggerInput, CancellationToken, Task> Function { get; set; } = (_, _) => Task.CompletedTask;

    public async Task<object?> InvokeAsync(FunctionDescriptor function, TriggerInput input, CancellationToken cancellationToken)
    {
        Inputs.Enqueue(input);
        await Function(input, cancellationToken);
        return null;
    }
}

/// <summary>Keeps the lines that were logged.</summary>
internal sealed class LogDouble : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception));

    public void Dispose()
    {
    }
}
