using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Personalization.LocalHost.Hosting;

/// <summary>A run that something else than HTTP started: it has a scope of its own.</summary>
internal sealed class TriggerInvocationContext(FunctionPlan plan, InvocationRuntime runtime, TriggerInput input, CancellationToken caller)
    : InvocationContext(plan, runtime)
{
    private AsyncServiceScope? scope;
    private IServiceProvider? services;

    public override HttpContext? Http => null;

    public override CancellationToken Caller => caller;

    public override TriggerInput? Trigger => input;

    public override BindingContext BindingContext => new Data(input.BindingData);

    public override IServiceProvider InstanceServices
    {
        get => services ??= (scope ??= Runtime.Scopes.CreateAsyncScope()).ServiceProvider;
        set => services = value;
    }

    public override async ValueTask DisposeAsync()
    {
        if (scope is { } own) await own.DisposeAsync();
        await base.DisposeAsync();
    }

    private sealed class Data(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }
}
