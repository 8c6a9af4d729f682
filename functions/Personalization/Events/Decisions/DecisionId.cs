using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Personalization.Events.Decisions;

/// <summary>
/// Which decision put products before somebody: what was decided, when, by which strategy and where. Answers carry it as a signed
/// token, events about what was shown echo the token, see <see cref="DecisionSigner"/>.
/// </summary>
/// <param name="Hash">Hash of all that the decision was made from: the same decision has the same one.</param>
/// <param name="At">When it was made, UTC, in whole hours: the same visitor gets the same token for the same list all hour long.</param>
/// <param name="Strategy">Name of the strategy.</param>
/// <param name="Placement">Where the list stands, as the storefront calls it; empty where it does not say.</param>
public readonly record struct DecisionId(ulong Hash, DateTimeOffset At, string Strategy, string Placement)
{
    /// <summary>Bytes of UTF-8 that a strategy, or a placement, may have.</summary>
    public const int NameBytes = 64;

    /// <summary>How long after a decision events about it are believed.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>The decision made from such inputs. Throws for a strategy or placement longer than <see cref="NameBytes"/>.</summary>
    /// <param name="inputs">Everything that the decision depends on.</param>
    /// <param name="now">When it is made.</param>
    /// <param name="strategy">Name of the strategy.</param>
    /// <param name="placement">Where the list stands, or empty.</param>
    public static DecisionId Of(ReadOnlySpan<char> inputs, DateTimeOffset now, string strategy, string placement = "")
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Encoding.UTF8.GetByteCount(strategy), NameBytes, nameof(strategy));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Encoding.UTF8.GetByteCount(placement), NameBytes, nameof(placement));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        byte[]? large = inputs.Length > 680 ? new byte[Encoding.UTF8.GetMaxByteCount(inputs.Length)] : null;
        Span<byte> bytes = large ?? stackalloc byte[2048];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(inputs, bytes)], hash);
        return new DecisionId(BinaryPrimitives.ReadUInt64BigEndian(hash), HourOf(now), strategy, placement);
    }

    /// <summary>True when an event of that time can be about the decision: not before it, and not after its <see cref="Lifetime"/>.</summary>
    public bool Covers(DateTimeOffset time) => time >= At - EventLimits.FutureTolerance && time - At <= Lifetime + TimeSpan.FromHours(1);

    private static DateTimeOffset HourOf(DateTimeOffset time) => DateTimeOffset.UnixEpoch.AddHours(Math.Floor((time - DateTimeOffset.UnixEpoch).TotalHours));
}

/// <summary>Tells decisions of this shop from anything else that an event may name.</summary>
public interface IDecisionReader
{
    /// <summary>Reads a token; false for one that was not signed here.</summary>
    bool TryRead(ReadOnlySpan<char> token, out DecisionId decision);
}
