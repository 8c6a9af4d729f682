using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Http;

/// <summary>A run that a request started: its services are the request's.</summary>
internal sealed class HttpInvocationContext(FunctionPlan plan, InvocationRuntime runtime, HttpContext http) : InvocationContext(plan, runtime)
{
    private RequestData? data;

    public override HttpContext? Http => http;

    // Asked for only when needed: the server makes the token on the first question.
    public override CancellationToken Caller => http.RequestAborted;

    public override TriggerInput? Trigger => null;

    public override BindingContext BindingContext => data ??= new RequestData(http.Request);

    public override IServiceProvider InstanceServices
    {
        get => http.RequestServices;
        set => http.RequestServices = value;
    }

    /// <summary>As the worker has it: route values by name, and headers and query as JSON texts.</summary>
    private sealed class RequestData(HttpRequest request) : BindingContext
    {
        private Dictionary<string, object?>? values;

        public override IReadOnlyDictionary<string, object?> BindingData => values ??= Read();

        private Dictionary<string, object?> Read()
        {
            Dictionary<string, object?> read = new(StringComparer.OrdinalIgnoreCase)
            {
                ["Headers"] = JsonSerializer.Serialize(request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())),
                ["Query"] = JsonSerializer.Serialize(request.Query.ToDictionary(value => value.Key, value => value.Value.ToString())),
            };
            foreach ((string name, object? value) in request.RouteValues) read[name] = value;
            return read;
        }
    }
}
