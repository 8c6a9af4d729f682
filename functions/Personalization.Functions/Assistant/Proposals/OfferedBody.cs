using System.Text.Json;
using Personalization.Assistant.Proposals;
using Personalization.Events;

namespace Personalization.Functions.Assistant.Proposals;

/// <summary>A proposal in the answer to a merchant, and to whoever asks for its token in the shop's console: the only places where its token is told.</summary>
internal sealed record OfferedBody(string Id, string Tool, string Summary, JsonElement Preview, string ExpiresAt, string ApprovalToken)
{
    public static OfferedBody Of(Proposal one, ProposalDesk desk) => new(one.Id, one.Tool, one.Summary, one.Preview, EventCodec.Text(one.ExpiresAt), desk.TokenFor(one));
}
