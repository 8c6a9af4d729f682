using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Personalization.Events.Decisions;

namespace Personalization.Assistant.Proposals;

/// <summary>What a token says of a proposal.</summary>
public enum ApprovalVerdict
{
    /// <summary>It was made here for this proposal, and holds.</summary>
    Holds,

    /// <summary>It was made here for this proposal, and is over.</summary>
    Over,

    /// <summary>It was not made here, or for another proposal.</summary>
    Foreign,
}

/// <summary>Tokens by which a proposal is approved: each says by itself how long it holds, signed by HMAC-SHA256 together with the proposal's id.</summary>
public sealed class ApprovalTokens : IDisposable
{
    private const int TimeBytes = 8, MacBytes = 32, LongestToken = 128;

    // A token of another use, such as a person's link, approves nothing.
    private static readonly byte[] Use = "approve-proposal/1\n"u8.ToArray();

    private readonly SigningKey? key;

    /// <summary>By a secret; an empty one makes and believes no tokens.</summary>
    public ApprovalTokens(string secret) => key = secret.Length == 0 ? null : new SigningKey(secret);

    /// <summary>Whether there is a secret, without which nothing can be approved.</summary>
    public bool AreMade => key is not null;

    /// <summary>The token of a proposal.</summary>
    public string Make(Proposal proposal)
    {
        byte[] until = new byte[TimeBytes];
        BinaryPrimitives.WriteInt64BigEndian(until, proposal.ExpiresAt.ToUnixTimeSeconds());
        return Base64Url.EncodeToString([.. until, .. Mac(proposal.Id, until)]);
    }

    /// <summary>Looks at what somebody shows for a proposal.</summary>
    public ApprovalVerdict Check(string token, string proposalId, DateTimeOffset now)
    {
        if (key is null || token.Length is 0 or > LongestToken || !Base64Url.IsValid(token)) return ApprovalVerdict.Foreign;
        byte[] bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length != TimeBytes + MacBytes) return ApprovalVerdict.Foreign;
        if (!CryptographicOperations.FixedTimeEquals(Mac(proposalId, bytes.AsSpan(0, TimeBytes)), bytes.AsSpan(TimeBytes))) return ApprovalVerdict.Foreign;
        return BinaryPrimitives.ReadInt64BigEndian(bytes) > now.ToUnixTimeSeconds() ? ApprovalVerdict.Holds : ApprovalVerdict.Over;
    }

    /// <inheritdoc/>
    public void Dispose() => key?.Dispose();

    private byte[] Mac(string id, ReadOnlySpan<byte> until)
    {
        byte[] mac = new byte[MacBytes];
        key!.Sign([.. Use, .. until, .. Encoding.UTF8.GetBytes(id)], mac);
        return mac;
    }
}
