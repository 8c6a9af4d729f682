namespace Personalization.LocalHost.Tests.Hosting;

/// <summary>A folder with a host.json and a local.settings.json of a test's own.</summary>
internal sealed class SettingsFolder : IDisposable
{
    public SettingsFolder(string? hostJson = null, string? localSettings = null)
    {
        Path = Directory.CreateTempSubdirectory("settings-").FullName;
        if (hostJson is not null) File.WriteAllText(System.IO.Path.Combine(Path, "host.json"), hostJson);
        if (localSettings is not null) File.WriteAllText(System.IO.Path.Combine(Path, "local.settings.json"), localSettings);
    }

    public string Path { get; }

    /// <summary>Tells the host to read its files here.</summary>
    public string Argument => $"--AzureWebJobsScriptRoot={Path}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
