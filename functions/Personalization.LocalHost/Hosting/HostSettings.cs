using Microsoft.Extensions.Configuration;

namespace Personalization.LocalHost.Hosting;

/// <summary>The layers of configuration: host.json, local.settings.json, the environment, the command line; the later wins.</summary>
internal sealed class HostSettings
{
    /// <summary>Where host.json's values stand in the configuration, as in the Functions host.</summary>
    public const string HostJsonSection = "AzureFunctionsJobHost";

    /// <summary>The configuration key of the port, which <c>--port</c> sets too.</summary>
    public const string PortKey = "Host:LocalHttpPort";

    private const string RootKey = "AzureWebJobsScriptRoot";

    private static readonly Dictionary<string, string> Switches = new() { ["--port"] = PortKey, ["-p"] = PortKey };

    private HostSettings(JsonSettings hostJson) => HostJson = hostJson;

    /// <summary>host.json as it lies on disk, for the lines of its values.</summary>
    public JsonSettings HostJson { get; }

    public static HostSettings AddTo(ConfigurationManager configuration, string[] args)
    {
        string folder = new ConfigurationBuilder().AddCommandLine(args, Switches).Build()[RootKey] ?? Environment.GetEnvironmentVariable(RootKey) ?? Folder();
        JsonSettings hostJson = JsonSettings.Read(folder, "host.json");
        configuration.AddInMemoryCollection(hostJson.Values.Select(value => KeyValuePair.Create($"{HostJsonSection}:{value.Key}", value.Value)));
        configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("Logging:LogLevel:Default", "Warning")]);
        configuration.AddInMemoryCollection(LogLevels(hostJson));
        configuration.AddInMemoryCollection(LastOfEach(AppSettings(JsonSettings.Read(folder, "local.settings.json"))));
        // Not as one chained configuration: that takes an empty value for none, and an empty route prefix is a value.
        configuration.AddEnvironmentVariables().AddCommandLine(args, Switches);
        return new HostSettings(hostJson);
    }

    private static string Folder() =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, "host.json")) ? AppContext.BaseDirectory : Directory.GetCurrentDirectory();

    /// <summary>The Functions host's log levels are this process's log levels too.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> LogLevels(JsonSettings hostJson)
    {
        const string path = "logging:logLevel:";
        foreach ((string key, string? value) in hostJson.Values.Where(setting => setting.Key.StartsWith(path, StringComparison.OrdinalIgnoreCase)))
            yield return KeyValuePair.Create($"Logging:LogLevel:{key[path.Length..]}", value);
    }

    /// <summary>A file may hold the same setting twice, as <c>A__B</c> and as <c>A:B</c>.</summary>
    private static Dictionary<string, string?> LastOfEach(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        Dictionary<string, string?> last = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string key, string? value) in settings) last[key] = value;
        return last;
    }

    private static IEnumerable<KeyValuePair<string, string?>> AppSettings(JsonSettings file)
    {
        const string values = "Values:";
        foreach ((string key, string? value) in file.Values)
        {
            if (key.Equals("IsEncrypted", StringComparison.OrdinalIgnoreCase) && value == "true")
                throw new HostStartupException($"{file.FileName} line {file.Line(key)}: encrypted settings cannot be read here; decrypt them with: func settings decrypt");
            if (key.StartsWith(values, StringComparison.OrdinalIgnoreCase))
                yield return KeyValuePair.Create(key[values.Length..].Replace("__", ":", StringComparison.Ordinal), value);
            else if (key.StartsWith("Host:", StringComparison.OrdinalIgnoreCase) || key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase))
                yield return KeyValuePair.Create(key, value);
        }
    }
}
