using Personalization.Common;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Journeys;

/// <summary>Ids of journeys and of what they do: the same whenever they are asked for. Storage format.</summary>
public static class JourneyIds
{
    /// <summary>What the ids of all of somebody's instances of a journey begin with.</summary>
    /// <param name="journey">The journey's name: up to 20 letters, digits and hyphens.</param>
    /// <param name="person">Whose.</param>
    public static string Prefix(string journey, PersonKey person) => $"journey-{journey}-{person.StorageKey}-";

    /// <summary>The id of the instance about a subject: a cart, an order.</summary>
    /// <param name="journey">The journey's name.</param>
    /// <param name="person">Whose.</param>
    /// <param name="subject">What it is about; empty where a person has one at most.</param>
    public static string Instance(string journey, PersonKey person, string subject) => Prefix(journey, person) + StableHash.Hex(subject, 16);

    /// <summary>The id of the message of a step.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="round">Its round; empty where there is one alone.</param>
    /// <param name="step">The step.</param>
    /// <param name="person">Whom to.</param>
    public static string Message(string instanceId, string round, string step, PersonKey person) =>
        OutgoingMessage.IdOf(round.Length == 0 ? instanceId : $"{instanceId}/{round}", step, person);

    /// <summary>The round that begins with a change at a time.</summary>
    public static string Round(DateTimeOffset began) => began.ToUnixTimeMilliseconds().ToString("x", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether somebody is among the share of people who get none of it, so that what it brings can be told. The same ones always.</summary>
    /// <param name="what">What is held out: a journey, or a part of one.</param>
    /// <param name="person">Who.</param>
    /// <param name="share">0 for nobody, 1 for all.</param>
    public static bool IsHeldOut(string what, PersonKey person, double share) =>
        StableHash.Of($"holdout\n{what}\n{person.Value}") / (double)ulong.MaxValue < share;
}
