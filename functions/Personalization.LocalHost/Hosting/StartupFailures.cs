using Microsoft.Extensions.Options;

namespace Personalization.LocalHost.Hosting;

/// <summary>Turns a start that failed for a known reason into one line on stderr and exit code 1, without a stack trace.</summary>
internal static class StartupFailures
{
    /// <summary>Called for every builder; the process listens once.</summary>
    public static void EndWithOneLine()
    {
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
    }

    private static void OnUnhandled(object sender, UnhandledExceptionEventArgs unhandled)
    {
        string? line = unhandled.ExceptionObject switch
        {
            HostStartupException known => known.Message,
            OptionsValidationException options => $"Settings: {string.Join(" ", options.Failures)}",
            _ => null,
        };
        if (line is null) return;
        Console.Error.WriteLine(line.ReplaceLineEndings(" "));
        Environment.Exit(1);
    }
}
