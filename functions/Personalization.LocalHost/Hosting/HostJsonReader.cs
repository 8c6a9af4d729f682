using System.Globalization;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Personalization.LocalHost.Durable;

namespace Personalization.LocalHost.Hosting;

/// <summary>Reads <see cref="HostJson"/> from the configuration, where settings such as <c>AzureFunctionsJobHost__extensions__queues__batchSize</c> overrule the file.</summary>
internal sealed class HostJsonReader(IConfiguration configuration, JsonSettings file)
{
    private static readonly HostJson Defaults = new();

    public HostJson Read()
    {
        string version = Text("version") ?? Defaults.Version;
        if (version != "2.0") throw Wrong("version", "\"2.0\"");
        return new HostJson
        {
            Version = version,
            FunctionTimeout = Text("functionTimeout") is "-1" ? null : Span("functionTimeout", Defaults.FunctionTimeout!.Value),
            Http = new HttpSettings { RoutePrefix = (Text("extensions:http:routePrefix") ?? Defaults.Http.RoutePrefix).Trim('/') },
            Queues = Queues("extensions:queues:", Defaults.Queues),
            ServiceBus = ServiceBus("extensions:serviceBus:", Defaults.ServiceBus),
            DurableTask = Durable("extensions:durableTask:", Defaults.DurableTask),
        };
    }

    private QueueSettings Queues(string at, QueueSettings defaults)
    {
        int batchSize = Number(at + "batchSize", defaults.BatchSize, 1, 32);
        return new QueueSettings
        {
            BatchSize = batchSize,
            NewBatchThreshold = Number(at + "newBatchThreshold", batchSize / 2, 0, int.MaxValue),
            MaxDequeueCount = Number(at + "maxDequeueCount", defaults.MaxDequeueCount, 1, int.MaxValue),
            VisibilityTimeout = Span(at + "visibilityTimeout", defaults.VisibilityTimeout),
            MaxPollingInterval = Span(at + "maxPollingInterval", defaults.MaxPollingInterval),
            MessageEncoding = Encoding(at + "messageEncoding", defaults.MessageEncoding),
        };
    }

    private ServiceBusSettings ServiceBus(string at, ServiceBusSettings defaults) => new()
    {
        MaxConcurrentCalls = Number(at + "maxConcurrentCalls", defaults.MaxConcurrentCalls, 1, int.MaxValue),
        PrefetchCount = Number(at + "prefetchCount", defaults.PrefetchCount, 0, int.MaxValue),
        AutoCompleteMessages = Flag(at + "autoCompleteMessages", defaults.AutoCompleteMessages),
        MaxAutoLockRenewalDuration = Span(at + "maxAutoLockRenewalDuration", defaults.MaxAutoLockRenewalDuration),
    };

    private DurableSettings Durable(string at, DurableSettings defaults) => new()
    {
        HubName = Hub(at + "hubName", defaults.HubName),
        MaxConcurrentActivityFunctions = Number(at + "maxConcurrentActivityFunctions", defaults.MaxConcurrentActivityFunctions, 1, int.MaxValue),
        MaxConcurrentOrchestratorFunctions = Number(at + "maxConcurrentOrchestratorFunctions", defaults.MaxConcurrentOrchestratorFunctions, 1, int.MaxValue),
        DefaultVersion = Text(at + "defaultVersion") ?? defaults.DefaultVersion,
    };

    private string? Text(string path) => configuration[$"{HostSettings.HostJsonSection}:{path}"];

    private int Number(string path, int otherwise, int least, int most)
    {
        if (Text(path) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most) return value;
        throw Wrong(path, most == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}");
    }

    private TimeSpan Span(string path, TimeSpan otherwise)
    {
        if (Text(path) is not { } text) return otherwise;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan value) && value >= TimeSpan.Zero) return value;
        throw Wrong(path, "a time such as \"00:05:00\"");
    }

    private bool Flag(string path, bool otherwise)
    {
        if (Text(path) is not { } text) return otherwise;
        return bool.TryParse(text, out bool value) ? value : throw Wrong(path, "true or false");
    }

    private string Hub(string path, string otherwise)
    {
        string name = Text(path) ?? otherwise;
        bool valid = name.Length is >= 3 and <= 45 && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit);
        return valid ? name : throw Wrong(path, "3 to 45 letters and digits, beginning with a letter");
    }

    private QueueMessageEncoding Encoding(string path, QueueMessageEncoding otherwise) => Text(path)?.ToUpperInvariant() switch
    {
        null => otherwise,
        "NONE" => QueueMessageEncoding.None,
        "BASE64" => QueueMessageEncoding.Base64,
        _ => throw Wrong(path, "\"base64\" or \"none\""),
    };

    private HostStartupException Wrong(string path, string expected)
    {
        string name = path.Replace(':', '.');
        string? text = Text(path);
        bool fromFile = file.Values.Any(value => value.Key.Equals(path, StringComparison.OrdinalIgnoreCase) && value.Value == text);
        string place = fromFile ? $"{file.FileName} line {file.Line(path)}" : $"Setting {HostSettings.HostJsonSection}__{path.Replace(":", "__", StringComparison.Ordinal)}";
        return new HostStartupException($"{place}: {name} must be {expected}, not \"{text}\"");
    }
}
