using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>A start loads what the first answers are made with, and nothing for later.</summary>
public sealed class ColdStartTests
{
    // What only some functions need: templates, the assistant's model and search, mail, files, encrypted pushes, documents.
    private static readonly string[] ForLater =
        ["Handlebars", "OpenAI", "Azure.AI.OpenAI", "Lucene.Net", "J2N", "MailKit", "MimeKit", "BouncyCastle.Cryptography", "CsvHelper", "YamlDotNet", "MathNet.Numerics"];

    [Fact]
    public async Task Start_FirstAnswersGiven_HasLoadedNothingForLater()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString);
        using HttpResponseMessage answer = await app.Client.GetAsync("/v1/recommendations?strategy=bestsellers");
        answer.EnsureSuccessStatusCode();

        IReadOnlySet<string> loaded = LoadedAssemblies(app.ProcessId);

        Assert.Contains("Personalization.Functions", loaded);
        Assert.Contains("Azure.Storage.Blobs", loaded);
        Assert.Empty(loaded.Intersect(ForLater));
    }

    // The files that the process has mapped: the runtime maps assemblies, and tells nobody outside which.
    private static HashSet<string> LoadedAssemblies(int process) =>
        [.. File.ReadLines($"/proc/{process}/maps").Select(line => Path.GetFileName(line.Split(' ')[^1])).Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file)!)];
}
