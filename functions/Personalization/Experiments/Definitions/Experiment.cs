using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Personalization.Experiments.Bucketing;

namespace Personalization.Experiments.Definitions;

/// <summary>How an experiment goes about.</summary>
public enum ExperimentKind
{
    /// <summary>Shares stay as they are, so that effects can be told: A/B/n.</summary>
    Fixed = 1,

    /// <summary>Whatever does better gets more people (Thompson sampling): good for earning, poor for knowing.</summary>
    Bandit,

    /// <summary>All people see the same variant for a while, then another: for what cannot differ between people (<see cref="Statistics.Switchback"/>).</summary>
    Switchback,

    /// <summary>Who is in the first variant takes part in no other experiment: tells what all of them together bring.</summary>
    Holdout,
}

/// <summary>What is drawn.</summary>
public enum ExperimentUnit
{
    /// <summary>A person, as far as devices are known to be one person's.</summary>
    Person = 1,

    /// <summary>A browser or device, whoever sits there.</summary>
    Device,
}

/// <summary>When it runs, once it was started.</summary>
public enum ExperimentSchedule
{
    /// <summary>At once.</summary>
    Now = 1,

    /// <summary>From the next Friday evening to Monday morning, by the shop's clock.</summary>
    Weekend,
}

/// <summary>A question to the shop's visitors, as the merchant has written it.</summary>
/// <param name="Id">Its id: what exposures name.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Hypothesis">What is thought to happen, and why.</param>
/// <param name="Variants">Two or more; the first is what the others are compared with.</param>
/// <param name="Version">The version of the text.</param>
public sealed record Experiment(string Id, string Name, string Hypothesis, ImmutableArray<ExperimentVariant> Variants, int Version)
{
    /// <summary>How it goes about.</summary>
    public ExperimentKind Kind { get; init; } = ExperimentKind.Fixed;

    /// <summary>What is drawn.</summary>
    public ExperimentUnit Unit { get; init; } = ExperimentUnit.Person;

    /// <summary>When it runs.</summary>
    public ExperimentSchedule Schedule { get; init; } = ExperimentSchedule.Now;

    /// <summary>Segments of which somebody must be in one; empty for everybody.</summary>
    public ImmutableArray<string> Audience { get; init; } = [];

    /// <summary>Share of the audience that takes part, above 0, at most 1.</summary>
    public double Traffic { get; init; } = 1;

    /// <summary>Experiments of a group of which nobody takes part in two; null for none.</summary>
    public ExperimentGroup? Group { get; init; }

    /// <summary>The earliest moment; null for when it is started.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>The end; null until it is stopped.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>How long a switchback shows one variant: whole days.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What it is about.</summary>
    public ExperimentMetric Metric { get; init; } = ExperimentMetric.Conversion;

    /// <summary>What must not get worse.</summary>
    public ImmutableArray<Guardrail> Guardrails { get; init; } = [];

    /// <summary>How places of people are made.</summary>
    public BucketHash Hash { get; init; } = BucketHash.Murmur3;

    /// <summary>What places are made with; the id unless said.</summary>
    public string Seed { get => field ?? Id; init; }

    /// <summary>The place of a variant, or -1.</summary>
    public int IndexOf(string variant)
    {
        for (int place = 0; place < Variants.Length; place++)
            if (string.Equals(Variants[place].Id, variant, StringComparison.Ordinal)) return place;
        return -1;
    }
}

/// <summary>One of the ways.</summary>
/// <param name="Id">Its id: what exposures name.</param>
/// <param name="Weight">Its share is its weight by the sum of all.</param>
/// <param name="Parameters">What the storefront is to know of it; null for nothing.</param>
public sealed record ExperimentVariant(string Id, double Weight, JsonObject? Parameters = null);

/// <summary>A stretch of a group's people.</summary>
/// <param name="Name">The group.</param>
/// <param name="Range">Whom of it this experiment takes: stretches of others must not overlap.</param>
public sealed record ExperimentGroup(string Name, BucketRange Range);

/// <summary>What is measured of a person, from the first exposure on.</summary>
public enum ExperimentMetric
{
    /// <summary>Whether the person has ordered.</summary>
    Conversion = 1,

    /// <summary>What orders have brought, after refunds, in the shop's currency.</summary>
    Revenue,

    /// <summary>How many orders.</summary>
    Orders,
}

/// <summary>A metric that must not get worse by more than so much.</summary>
/// <param name="Metric">It.</param>
/// <param name="Margin">The loss that would be borne, relative to the first variant: 0.05 for five per cent.</param>
public sealed record Guardrail(ExperimentMetric Metric, double Margin);

/// <summary>What bounds experiments.</summary>
public static class ExperimentLimits
{
    /// <summary>Experiments of a shop, over ones included.</summary>
    public const int Experiments = 500;

    /// <summary>Experiments that run at the same time.</summary>
    public const int Running = 100;

    /// <summary>Variants of one.</summary>
    public const int Variants = 10;

    /// <summary>Bytes of a text.</summary>
    public const int Bytes = 16 * 1024;

    /// <summary>Bytes of a variant's parameters.</summary>
    public const int ParameterBytes = 4 * 1024;
}
