using System.Reflection;
using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Triggers.Timers;

/// <summary>Serves <see cref="TimerTriggerAttribute"/>. State lies where the Functions host has it: container <c>azure-webjobs-hosts</c>.</summary>
internal sealed class TimerTriggerProvider(
    INameResolver names, IStorageConnections storage, IConfiguration configuration, IFunctionInvoker invoker, TimeProvider clock, ILoggerFactory loggers)
    : ITriggerProvider
{
    private const string Container = "azure-webjobs-hosts";

    public Type AttributeType => typeof(TimerTriggerAttribute);

    public static TriggerInput Input(TimerInfo timer) => new(timer, new Dictionary<string, object?> { ["TimerTrigger"] = Json(timer) });

    public object? Bind(ParameterInfo parameter, TriggerInput input)
    {
        if (parameter.ParameterType.IsInstanceOfType(input.Value)) return input.Value;
        string json = Json((TimerInfo)input.Value);
        return parameter.ParameterType == typeof(string) ? json : JsonSerializer.Deserialize(json, parameter.ParameterType, TriggerJson.Options);
    }

    public ITriggerListener CreateListener(FunctionDescriptor function)
    {
        TimerTriggerAttribute trigger = (TimerTriggerAttribute)function.Trigger;
        ISchedule schedule = Parse(names.Resolve(trigger.Schedule));
        bool monitored = trigger.UseMonitor && !schedule.IsUnderAMinute(clock.GetUtcNow());
        string app = configuration["AzureFunctionsWebHost:hostid"] ?? function.DeclaringType.Assembly.GetName().Name!;
        string path = $"{app.ToLowerInvariant()}/{function.Name}";
        BlobContainerClient container = storage.Blobs().GetBlobContainerClient(Container);
        ILogger logger = loggers.CreateLogger<TimerListener>();
        return new TimerListener(
            new TimerJob(function, schedule, monitored, trigger.RunOnStartup),
            invoker,
            new TimerStatusStore(container, $"timers/{path}/status", function.Name, logger),
            new TimerLock(container, $"locks/{path}", function.Name, clock, logger),
            clock,
            logger);
    }

    public TriggerInput FromAdminInput(FunctionDescriptor function, string? input) => Input(new TimerInfo());

    private ISchedule Parse(string text)
    {
        try
        {
            ISchedule schedule = Schedule.Parse(text);
            return schedule.NextAfter(clock.GetUtcNow()) is not null ? schedule : throw new FormatException("it never comes due.");
        }
        catch (FormatException error)
        {
            throw new HostStartupException($"the schedule '{text}' is not valid: {error.Message}", error);
        }
    }

    private static string Json(TimerInfo timer) => JsonSerializer.Serialize(timer, TriggerJson.Options);
}
