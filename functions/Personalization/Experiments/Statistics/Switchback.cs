using Personalization.Common;
using Personalization.Experiments.Definitions;

namespace Personalization.Experiments.Statistics;

/// <summary>Experiments in time: everybody sees the same variant for a period. Periods go in rounds in which each variant comes once, in an order drawn by hash, so that weeks and trends fall on all alike.</summary>
public static class Switchback
{
    /// <summary>The period that a moment is in, from 0.</summary>
    public static int PeriodOf(Experiment experiment, DateTimeOffset startsAt, DateTimeOffset at) => (int)((at - startsAt).Ticks / experiment.Period.Ticks);

    /// <summary>The place of the variant that is shown at a moment.</summary>
    public static int VariantOf(Experiment experiment, DateTimeOffset startsAt, DateTimeOffset at) => VariantOf(experiment, PeriodOf(experiment, startsAt, at));

    /// <summary>The place of the variant that is shown in a period.</summary>
    public static int VariantOf(Experiment experiment, int period)
    {
        int count = experiment.Variants.Length;
        ulong chance = StableHash.Mix(StableHash.Of(experiment.Seed) + (ulong)(period / count));
        Span<int> order = stackalloc int[count];
        for (int place = 0; place < count; place++) order[place] = place;
        for (int place = count - 1; place > 0; place--)
        {
            chance = StableHash.Mix(chance);
            int other = (int)(chance % (ulong)(place + 1));
            (order[place], order[other]) = (order[other], order[place]);
        }
        return order[period % count];
    }
}
