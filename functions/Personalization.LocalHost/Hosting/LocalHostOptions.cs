namespace Personalization.LocalHost;

/// <summary>What only the embedded host knows; tests set it through <c>Services.Configure&lt;LocalHostOptions&gt;</c>.</summary>
public sealed class LocalHostOptions
{
    /// <summary>How long running invocations may take to end when the host stops, by default.</summary>
    public static readonly TimeSpan DefaultDrainLimit = TimeSpan.FromSeconds(30);

    /// <summary>The types that hold the functions. Default: null, every public type of the assembly that called <c>CreateBuilder</c>.</summary>
    public IReadOnlyList<Type>? FunctionTypes { get; set; }

    /// <summary>How long running invocations may take to end when the host stops. Default: 30 seconds.</summary>
    public TimeSpan DrainLimit { get; set; } = DefaultDrainLimit;
}
