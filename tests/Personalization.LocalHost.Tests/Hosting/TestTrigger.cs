using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Tests.Hosting;

/// <summary>A trigger of the tests' own: it fires when a test says so. Its text may be <c>%Setting%</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TestTriggerAttribute(string name = "test") : TriggerBindingAttribute
{
    public string Name { get; } = name;

    public string? Connection { get; set; }
}

[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.ReturnValue)]
public sealed class TestOutputAttribute(string name) : OutputBindingAttribute
{
    public string Name { get; } = name;
}

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TestInputAttribute : InputBindingAttribute;

/// <summary>Claimed by the trigger by its type.</summary>
public sealed record TestActions(object Value);

/// <summary>What the tests' trigger and output saw, in order.</summary>
internal sealed class TestLog
{
    public ConcurrentQueue<string> Entries { get; } = new();
}

internal sealed class TestTriggerProvider(INameResolver names, TestLog log) : ITriggerProvider
{
    public Type AttributeType => typeof(TestTriggerAttribute);

    public object? Bind(ParameterInfo parameter, TriggerInput input) => parameter.ParameterType == typeof(TestActions) ? new TestActions(input.Value) : input.Value;

    public bool Claims(ParameterInfo parameter) => parameter.ParameterType == typeof(TestActions);

    public ITriggerListener? CreateListener(FunctionDescriptor function)
    {
        TestTriggerAttribute trigger = (TestTriggerAttribute)function.Trigger;
        return new TestListener(names.Resolve(trigger.Name), trigger.Connection, log);
    }

    public TriggerInput FromAdminInput(FunctionDescriptor function, string? input) =>
        input == "refused" ? throw new FormatException("not this") : new TriggerInput(input ?? "nothing", new Dictionary<string, object?> { ["DequeueCount"] = 3L });
}

internal sealed class TestListener(string name, string? connection, TestLog log) : ITriggerListener
{
    public string? StorageConnection => connection;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.Entries.Enqueue($"started {name}");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        log.Entries.Enqueue($"stopped {name}");
        return Task.CompletedTask;
    }
}

internal sealed class TestOutputWriter(INameResolver names, TestLog log) : IOutputWriter
{
    public Type AttributeType => typeof(TestOutputAttribute);

    public void Validate(OutputBindingAttribute attribute) => names.Resolve(((TestOutputAttribute)attribute).Name);

    public Task WriteAsync(OutputBindingAttribute attribute, object value, CancellationToken cancellationToken)
    {
        log.Entries.Enqueue($"{((TestOutputAttribute)attribute).Name}: {value}");
        return value is "unwritable" ? Task.FromException(new IOException("the queue is gone")) : Task.CompletedTask;
    }
}

internal sealed class TestInputProvider : IInputProvider
{
    public Type AttributeType => typeof(TestInputAttribute);

    public object? Bind(ParameterInfo parameter, InputBindingAttribute attribute) => new Uri("test://input");
}

internal static class TestTriggerServices
{
    public static void AddTestTrigger(this IServiceCollection services)
    {
        services.AddSingleton<TestLog>();
        services.AddSingleton<ITriggerProvider, TestTriggerProvider>();
        services.AddSingleton<IOutputWriter, TestOutputWriter>();
        services.AddSingleton<IInputProvider, TestInputProvider>();
    }
}
