using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Personalization.LocalHost.Hosting;

/// <summary>What all runs share.</summary>
internal sealed record InvocationRuntime(TimeProvider Time, HostJson HostJson, IServiceScopeFactory Scopes);

/// <summary>One run. Most runs ask for little of it, so everything is made when it is asked for.</summary>
internal abstract class InvocationContext(FunctionPlan plan, InvocationRuntime runtime) : FunctionContext, IAsyncDisposable
{
    private string? invocationId;
    private IDictionary<object, object>? items;
    private InvocationFeatures? features;
    private CancellationTokenSource? cancellation;
    private CancellationTokenRegistration callerGone;

    public FunctionPlan Plan => plan;

    /// <summary>What the function returned.</summary>
    public object? Result { get; set; }

    /// <summary>The request, for a function that HTTP started.</summary>
    public abstract HttpContext? Http { get; }

    /// <summary>The trigger's input, for a function that something else started.</summary>
    public abstract TriggerInput? Trigger { get; }

    /// <summary>Ends when whoever started the run gives up.</summary>
    public abstract CancellationToken Caller { get; }

    public override string InvocationId => invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => FunctionDefinition.Id;

    public override FunctionDefinition FunctionDefinition => plan.Definition;

    public override RetryContext RetryContext => NoRetry.Instance;

    public override TraceContext TraceContext => new ActivityTrace(Activity.Current);

    public override IInvocationFeatures Features => features ??= new InvocationFeatures();

    public override IDictionary<object, object> Items
    {
        get => items ??= new Dictionary<object, object>();
        set => items = value;
    }

    public override CancellationToken CancellationToken => (cancellation ??= NewCancellation()).Token;

    /// <summary>True when host.json's functionTimeout ended the run, not its caller.</summary>
    public bool TimedOut => cancellation is { IsCancellationRequested: true } && !Caller.IsCancellationRequested;

    /// <summary>host.json's functionTimeout; null for none.</summary>
    public TimeSpan? Timeout => runtime.HostJson.FunctionTimeout;

    protected InvocationRuntime Runtime => runtime;

    public virtual async ValueTask DisposeAsync()
    {
        await callerGone.DisposeAsync();
        cancellation?.Dispose();
    }

    private CancellationTokenSource NewCancellation()
    {
        CancellationTokenSource source = runtime.HostJson.FunctionTimeout is { } limit ? new(limit, runtime.Time) : new();
        callerGone = Caller.UnsafeRegister(static ended => ((CancellationTokenSource)ended!).Cancel(), source);
        return source;
    }

    private sealed class NoRetry : RetryContext
    {
        public static readonly NoRetry Instance = new();

        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }

    private sealed class ActivityTrace(Activity? activity) : TraceContext
    {
        public override string TraceParent => activity?.Id ?? "";

        public override string TraceState => activity?.TraceStateString ?? "";
    }
}
