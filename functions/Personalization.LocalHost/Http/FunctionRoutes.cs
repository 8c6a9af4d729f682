using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Http;

/// <summary>The endpoints of the HTTP functions.</summary>
internal sealed class FunctionRoutes(
    HostJson hostJson, FunctionKeys keys, InvocationRuntime runtime, MiddlewarePipeline middleware, ParameterPolicyFactory policies, ILoggerFactory loggers)
{
    private readonly Dictionary<string, List<(FunctionPlan Plan, string[] Methods)>> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="HostStartupException">A template that is none, or a route that is taken.</exception>
    public Endpoint Endpoint(FunctionPlan plan)
    {
        HttpTriggerAttribute trigger = (HttpTriggerAttribute)plan.Function.Trigger;
        string[] methods = [.. (trigger.Methods ?? []).Select(method => method.ToUpperInvariant())];
        RoutePattern pattern = Pattern(plan, Route(plan));
        Claim(plan, pattern, methods);
        ILogger logger = loggers.CreateLogger($"Function.{plan.Name}");
        HttpFunction function = new(plan, keys.For(plan.Name, trigger.AuthLevel), runtime, middleware, logger);
        RouteEndpointBuilder endpoint = new(function.HandleAsync, pattern, order: 0) { DisplayName = plan.Name };
        if (methods.Length > 0) endpoint.Metadata.Add(new HttpMethodMetadata(methods));
        return endpoint.Build();
    }

    /// <summary>The function's route with the prefix, without a leading slash.</summary>
    public string Route(FunctionPlan plan)
    {
        string? route = ((HttpTriggerAttribute)plan.Function.Trigger).Route;
        route = string.IsNullOrWhiteSpace(route) ? plan.Name : route.Trim('/');
        if (route.StartsWith("admin", StringComparison.OrdinalIgnoreCase))
            throw new HostStartupException($"Function {plan.Name}: the route {route} begins with admin, which the Functions host keeps for itself");
        return hostJson.Http.RoutePrefix.Length == 0 ? route : $"{hostJson.Http.RoutePrefix}/{route}";
    }

    private RoutePattern Pattern(FunctionPlan plan, string route)
    {
        try
        {
            RoutePattern pattern = RoutePatternFactory.Parse(route);
            // A constraint that does not exist would otherwise show at the first request.
            foreach (RoutePatternParameterPart parameter in pattern.Parameters) CheckPolicies(parameter);
            return pattern;
        }
        catch (Exception wrong) when (wrong is RoutePatternException or InvalidOperationException or RouteCreationException)
        {
            throw new HostStartupException($"Function {plan.Name}: the route {route} is not valid: {wrong.Message}", wrong);
        }
    }

    private void CheckPolicies(RoutePatternParameterPart parameter)
    {
        foreach (RoutePatternParameterPolicyReference policy in parameter.ParameterPolicies) policies.Create(parameter, policy);
    }

    private void Claim(FunctionPlan plan, RoutePattern pattern, string[] methods)
    {
        string shape = Shape(pattern);
        if (!taken.TryGetValue(shape, out List<(FunctionPlan Plan, string[] Methods)>? others)) taken[shape] = others = [];
        FunctionPlan? other = others.Find(other => methods.Length == 0 || other.Methods.Length == 0 || methods.Intersect(other.Methods).Any()).Plan;
        if (other is not null) throw new HostStartupException($"Functions {other.Name} and {plan.Name}: both answer the same requests to /{pattern.RawText}");
        others.Add((plan, methods));
    }

    /// <summary>The pattern without its parameters' names: two functions of one shape are reached by the same requests.</summary>
    private static string Shape(RoutePattern pattern)
    {
        StringBuilder shape = new();
        foreach (RoutePatternPathSegment segment in pattern.PathSegments)
        {
            shape.Append('/');
            foreach (RoutePatternPart part in segment.Parts) Append(shape, part);
        }
        return shape.ToString();
    }

    private static void Append(StringBuilder shape, RoutePatternPart part)
    {
        if (part is RoutePatternLiteralPart literal) shape.Append(literal.Content);
        if (part is RoutePatternSeparatorPart separator) shape.Append(separator.Content);
        if (part is not RoutePatternParameterPart parameter) return;
        shape.Append(parameter.IsCatchAll ? "{*" : "{");
        foreach (RoutePatternParameterPolicyReference policy in parameter.ParameterPolicies) shape.Append(':').Append(policy.Content);
        shape.Append('}');
    }
}
