using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Messages;
using Personalization.Messages.Templates;

namespace Personalization.Journeys;

/// <summary>Something that a journey does. Each is done once, by the journey's instance and its step, however often it is tried. Names are storage format.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "act")]
[JsonDerivedType(typeof(SendMessage), "send")]
[JsonDerivedType(typeof(CallWebhook), "call")]
[JsonDerivedType(typeof(SetTag), "tag")]
[JsonDerivedType(typeof(Cancel), "cancel")]
[JsonDerivedType(typeof(SeeVariant), "see")]
public abstract record JourneyAct;

/// <summary>Sends a filled-in template. What it is for, and which list it belongs to, the template says.</summary>
/// <param name="Step">Names the message within the journey.</param>
/// <param name="Channel">Where to.</param>
/// <param name="Template">Id of the template.</param>
/// <param name="Model">An object with the template's values.</param>
/// <param name="ValidForHours">How long it is worth sending, hours.</param>
/// <param name="Priority">The greater goes first where a cap lets only some through.</param>
/// <param name="AtBestHour">Whether it waits for the hour at which the person opens messages.</param>
public sealed record SendMessage(
    string Step, MessageChannel Channel, string Template, JsonElement Model, double ValidForHours = 72, int Priority = 0, bool AtBestHour = false) : JourneyAct
{
    /// <summary>What it is about, for whoever guards the journey's messages; null where the instance says it.</summary>
    public string? Subject { get; init; }

    /// <summary>Products that are chosen when it goes; null as the template has it.</summary>
    public ProductBlock? Products { get; init; }
}

/// <summary>Calls the shop's webhook: a task for the warehouse, a postcard.</summary>
/// <param name="Step">Names the call within the journey.</param>
/// <param name="Kind">What it is, such as <c>insert</c> or <c>postcard</c>.</param>
/// <param name="Body">An object that says the rest.</param>
/// <param name="Purpose">What for: marketing needs consent on the channel webhook.</param>
/// <param name="ValidForHours">How long it is worth calling, hours.</param>
public sealed record CallWebhook(
    string Step, string Kind, JsonElement Body, MessagePurpose Purpose = MessagePurpose.Transactional, double ValidForHours = 72) : JourneyAct
{
    /// <inheritdoc cref="SendMessage.Subject"/>
    public string? Subject { get; init; }
}

/// <summary>Sets a trait of the person, by an ordinary event.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null takes it back.</param>
public sealed record SetTag(string Name, JsonElement Value) : JourneyAct;

/// <summary>Notes, by an ordinary event, that the person goes the way of a variant.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Variant">The variant.</param>
public sealed record SeeVariant(string Experiment, string Variant) : JourneyAct;

/// <summary>Takes a message back that has not gone yet; one that has gone stays gone.</summary>
/// <param name="Step">The message's step.</param>
public sealed record Cancel(string Step) : JourneyAct;
