using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>README's tour, command by command, gives the answers that it shows.</summary>
public sealed partial class TourTests
{
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["Events__WriteKeys__storefront"] = "local-write-key",
        ["FunctionsKeys__Master"] = "local-operator-key",
        ["FunctionsKeys__Host__default"] = "local-merchant-key",
        ["Assistant__ApprovalKey"] = "local-approval-key-0123456789",
        // A command is sent anew until it gives what is shown.
        ["Assistant__QuestionsPerMinute"] = "10000",
        ["LocalHost__MovableClock"] = "true",
        ["Messages__InboxPage"] = "true",
        // The tour is taken at any hour.
        ["Messages__Policy__QuietHours__0__Off"] = "true",
    };

    [Fact]
    [Trait("Feature", "S05")]
    [Trait("Feature", "S08")]
    [Trait("Feature", "S60")]
    public async Task Tour_PastedCommandByCommand_GivesTheAnswersShown()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString, Keys);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tour-");
        folder.CreateSubdirectory(".data");
        Step[] tour = [.. Steps(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "README.md")))];
        Assert.True(tour.Length >= 8, "The tour has been found in README.md");

        foreach (Step step in tour)
        {
            string answer = "";
            try
            {
                // What happens in the background takes a moment, as the tour says.
                await Eventually.TrueAsync("the answer shown", async () =>
                    step.Shows(answer = await RunAsync(step.Command.Replace("localhost:7071", $"localhost:{app.Address.Port}", StringComparison.Ordinal), folder.FullName)), TimeSpan.FromMinutes(1));
            }
            catch (TimeoutException)
            {
                Assert.Fail($"{step.Command}\nshows\n{step.Answer}\nbut gives\n{answer}");
            }
        }
        folder.Delete(recursive: true);
    }

    private static IEnumerable<Step> Steps(string readme)
    {
        foreach (Match block in Console().Matches(readme))
            foreach (string part in block.Groups[1].Value.Split("\n$ ", StringSplitOptions.RemoveEmptyEntries))
            {
                string[] lines = part.TrimStart('$', ' ', '\n').TrimEnd().Split('\n');
                int answer = Array.FindIndex(lines, line => line.StartsWith('{') || line.StartsWith('<') || line.StartsWith("email,", StringComparison.Ordinal));
                yield return new Step(string.Join('\n', lines[..(answer < 0 ? lines.Length : answer)]), answer < 0 ? "" : string.Join('\n', lines[answer..]));
            }
    }

    private static async Task<string> RunAsync(string command, string folder)
    {
        using Process bash = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = folder, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        string output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return output;
    }

    [GeneratedRegex("```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Console();

    private sealed record Step(string Command, string Answer)
    {
        /// <summary>True when the output is the answer, with anything in place of each ….</summary>
        public bool Shows(string output) =>
            Regex.IsMatch(output.Trim(), "^" + string.Join(".*?", Answer.Split('…').Select(Regex.Escape)) + "$", RegexOptions.Singleline);
    }
}
