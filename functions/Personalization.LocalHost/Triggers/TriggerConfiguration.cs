using System.Globalization;
using Microsoft.Extensions.Configuration;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Triggers;

/// <summary>Settings of the embedded host alone; the Functions host has fixed values in their place.</summary>
internal static class TriggerConfiguration
{
    /// <summary>How long a queue message is hidden while it runs; renewed at half of it.</summary>
    public static TimeSpan? QueueLease(this IConfiguration configuration)
    {
        const string key = "LocalHost:QueueLease";
        if (configuration[key] is not { Length: > 0 } text) return null;
        bool valid = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan lease) && lease >= TimeSpan.FromSeconds(1) && lease <= TimeSpan.FromDays(7);
        return valid ? lease : throw new HostStartupException($"the setting {key} is '{text}'; it has to be a time span from 00:00:01 to 7.00:00:00.");
    }
}
