using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Messages;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Privacy.Own;

/// <summary>Links to people's own pages.</summary>
/// <param name="links">Signs.</param>
/// <param name="messages">Where people reach this app.</param>
/// <param name="options">How long a link holds.</param>
/// <param name="time">The clock.</param>
public sealed class OwnLinks(PersonLinks links, IOptions<MessageOptions> messages, IOptions<ConsentOptions> options, TimeProvider time)
{
    internal OwnLinkBody For(PersonKey person)
    {
        DateTimeOffset until = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().AddDays(options.Value.LinkDays).ToUnixTimeSeconds());
        string token = links.Sign(new PersonLink(person, until));
        return new OwnLinkBody(new Uri(messages.Value.PublicUrl, $"/me/{token}").AbsoluteUri, token, EventCodec.Text(until));
    }

    internal PersonKey? Read(string token) => links.Read(token, time.GetUtcNow())?.Person;
}

/// <summary>A link, its token, and after when it opens nothing.</summary>
internal sealed record OwnLinkBody(string Url, string Token, string Until);
