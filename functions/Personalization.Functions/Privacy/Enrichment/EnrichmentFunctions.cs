using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Events;
using Personalization.Functions.Http;
using Personalization.Functions.Profiles;
using Personalization.Privacy;
using Personalization.Privacy.Enrichment;
using Personalization.Profiles;

namespace Personalization.Functions.Privacy.Enrichment;

/// <summary>Asks a service outside about a person who agreed to it.</summary>
public sealed class EnrichmentFunctions
{
    private static readonly Problem Unreadable = new(400, "invalid-profile-id", "The profile id cannot be read", "Use user_id:YOUR_ID, email:… or anonymous_id:DEVICE_ID, URL-encoded.");
    private static readonly Problem Off = new(409, "enrichment-off", "No service is set up", "Set Enrichment__Url and Enrichment__Fields__MEMBER. Nothing was sent.");
    private static readonly Problem NoConsent = new(403, "no-consent", "The person has not agreed", "Data may be matched with others' only where the person has granted sharing. Nothing was sent.");
    private static readonly Problem NoAddress = new(409, "no-address", "No e-mail address is known", "The service is asked by the hash of an address. Nothing was sent.");
    private static readonly Problem Busy = TooManyEvents.Saying();

    private readonly ProfileUpdater profiles;
    private readonly IEnricher? enricher;
    private readonly EnrichmentRules rules;
    private readonly ConsentPolicy policy;
    private readonly ServerEvents events;
    private readonly TimeProvider time;

    /// <summary>By its services.</summary>
    public EnrichmentFunctions(ProfileUpdater profiles, IEnumerable<IEnricher> enrichers, EnrichmentRules rules, ConsentPolicy policy, ServerEvents events, TimeProvider time) =>
        (this.profiles, enricher, this.rules, this.policy, this.events, this.time) = (profiles, enrichers.LastOrDefault(), rules, policy, events, time);

    /// <summary>Asks, takes what may be taken, and says what was left out and why.</summary>
    [Function("EnrichProfile")]
    public async Task<IResult> Enrich([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/profiles/{id}/enrich")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (enricher is null) return Answers.Refusal(Off);
        if (PersonKey.Parse(id) is not { } key) return Answers.Refusal(Unreadable);
        Profile profile = (await profiles.ResolveAsync(key, cancellationToken)).Profile;
        if (new Consents(profile, policy).For<ForSharing>() is not { } permission) return Answers.Refusal(NoConsent);
        if (EnrichmentRequest.Of(profile) is not { } asked) return Answers.Refusal(NoAddress);
        JsonElement answer;
        try
        {
            answer = await enricher.AskAsync(asked, permission, cancellationToken);
        }
        catch (EnrichmentException fault)
        {
            return Answers.Refusal(new Problem(502, "enrichment-failed", "The service did not answer as it should", $"{fault.Message}. Nothing was taken."));
        }
        EnrichmentOutcome outcome = rules.Choose(profile, enricher.Fields, answer);
        return outcome.Taken.IsEmpty || await events.TryAcceptAsync([EnrichmentRules.Line(profile.Key, enricher.Name, outcome, time.GetUtcNow())], cancellationToken)
            ? Answers.Json(new EnrichmentBody(enricher.Name, outcome.Taken, outcome.LeftOut), WireJson.Relaxed.EnrichmentBody)
            : Answers.Refusal(Busy);
    }
}

/// <summary>What was taken of a service's answer, and what was not and why.</summary>
internal sealed record EnrichmentBody(string Service, ImmutableSortedDictionary<string, JsonElement> Taken, ImmutableSortedDictionary<string, string> LeftOut);
