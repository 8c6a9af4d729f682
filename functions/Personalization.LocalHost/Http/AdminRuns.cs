using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Http;

/// <summary>
/// Runs by hand: <c>POST /admin/functions/{name}</c> with <c>{"input": "..."}</c>. Answers 202 at once, as the Functions host does;
/// with <c>?wait=true</c> it answers when the run has ended, 200 or 500.
/// </summary>
internal sealed class AdminRuns(FunctionRegistry registry, IFunctionInvoker invoker, BackgroundRuns background)
{
    public async Task RunAsync(HttpContext http)
    {
        string name = (string)http.Request.RouteValues["name"]!;
        FunctionPlan? plan = registry.Find(name);
        if (plan?.Provider is not { } provider)
        {
            await Problem.WriteAsync(http, plan is null ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest,
                plan is null ? $"There is no function {name}." : $"{plan.Name} is an HTTP function: call its route.");
            return;
        }
        TriggerInput input;
        try
        {
            input = provider.FromAdminInput(plan.Function, await InputAsync(http));
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, $"The input does not fit: {wrong.Message}");
            return;
        }
        await RunAsync(http, plan, input);
    }

    private async Task RunAsync(HttpContext http, FunctionPlan plan, TriggerInput input)
    {
        if (!http.Request.Query["wait"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            background.Start(stopping => invoker.InvokeAsync(plan.Function, input, stopping));
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }
        try
        {
            await invoker.InvokeAsync(plan.Function, input, http.RequestAborted);
        }
        catch (Exception failure) when (!http.RequestAborted.IsCancellationRequested)
        {
            // Logged by the invoker; who holds the master key may read it here too.
            await Problem.WriteAsync(http, StatusCodes.Status500InternalServerError, $"{failure.GetType().Name}: {failure.Message}");
        }
    }

    /// <summary>The input as text; an object or a number as the JSON that it is.</summary>
    private static async Task<string?> InputAsync(HttpContext http)
    {
        if (http.Request.ContentLength is null or 0 && !http.Request.Headers.ContainsKey("Transfer-Encoding")) return null;
        using JsonDocument body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        if (body.RootElement.ValueKind != JsonValueKind.Object) throw new FormatException("the body must be an object such as {\"input\": \"...\"}");
        if (!body.RootElement.TryGetProperty("input", out JsonElement input) || input.ValueKind == JsonValueKind.Null) return null;
        return input.ValueKind == JsonValueKind.String ? input.GetString() : input.GetRawText();
    }
}
