using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Personalization.LocalHost.Durable;

/// <summary>An instance as the management API shows it.</summary>
internal sealed record InstanceDescription(
    string Name, string InstanceId, string RuntimeStatus, JsonElement? Input, JsonElement? CustomStatus, JsonElement? Output, DateTimeOffset CreatedTime, DateTimeOffset LastUpdatedTime)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static InstanceDescription Of(OrchestrationMetadata instance) => new(
        instance.Name, instance.InstanceId, instance.RuntimeStatus.ToString(), Parse(instance.SerializedInput), Parse(instance.SerializedCustomStatus),
        instance.FailureDetails is { } failure ? JsonSerializer.SerializeToElement(failure.ToString()) : Parse(instance.SerializedOutput),
        instance.CreatedAt, instance.LastUpdatedAt);

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
}

/// <summary>The query parameters of lists and purges.</summary>
internal static class ManagementQuery
{
    /// <exception cref="FormatException">A value is none.</exception>
    public static OrchestrationQuery Read(HttpRequest request) => new(
        Time(request, "createdTimeFrom"), Time(request, "createdTimeTo"), Statuses(request.Query["runtimeStatus"].ToString()),
        InstanceIdPrefix: request.Query["instanceIdPrefix"], PageSize: Top(request.Query["top"].ToString()), FetchInputsAndOutputs: true,
        ContinuationToken: request.Headers["x-ms-continuation-token"].ToString() is { Length: > 0 } token ? token : null);

    private static DateTimeOffset? Time(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text
        ? DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : throw new FormatException($"{name} must be a time.")
        : null;

    private static int Top(string text) => text.Length == 0 ? OrchestrationQuery.DefaultPageSize
        : int.TryParse(text, CultureInfo.InvariantCulture, out int top) && top > 0 ? top : throw new FormatException("top must be a positive number.");

    private static IEnumerable<OrchestrationRuntimeStatus>? Statuses(string text) => text.Length == 0 ? null :
    [
        .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name =>
            Enum.TryParse(name, ignoreCase: true, out OrchestrationRuntimeStatus status) && Enum.IsDefined(status)
                ? status : throw new FormatException($"runtimeStatus has no value {name}.")),
    ];
}

/// <summary>Where to ask after an instance and to steer it. They carry no key: whoever starts one has it.</summary>
internal sealed record ManagementAddresses(
    string Id, string StatusQueryGetUri, string SendEventPostUri, string TerminatePostUri, string SuspendPostUri, string ResumePostUri, string PurgeHistoryDeleteUri)
{
    public static ManagementAddresses Of(HttpContext http, string path, string instanceId)
    {
        string at = $"{http.Request.Scheme}://{http.Request.Host}/{path}/instances/{Uri.EscapeDataString(instanceId)}";
        return new(instanceId, at, $"{at}/raiseEvent/{{eventName}}", $"{at}/terminate?reason={{text}}", $"{at}/suspend?reason={{text}}", $"{at}/resume?reason={{text}}", at);
    }
}
