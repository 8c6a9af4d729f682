namespace Personalization.Recommendations.Sessions;

/// <summary>The blend as whole numbers, ready for the sums of a prediction: sums of integers are the same on every machine.</summary>
internal sealed class SessionWeights
{
    /// <summary>Numbers for each rank and slot: factor of the byte for the newest step, factor of that for earlier steps, and what each entry gets besides.</summary>
    private const int PerStep = 3;

    // Far beyond what fitting gives; so that the sum of a session stays within 25 bits whatever the snapshot holds.
    private const double Most = 2e5;
    private const double MostPerByte = 2e3;

    private SessionWeights(int[] steps, int[] repeats, int[] others) => (Steps, Repeats, Others) = (steps, repeats, others);

    public int[] Steps { get; }

    public int[] Repeats { get; }

    public int[] Others { get; }

    public int Again => Others[0];

    public int Follow => Others[1];

    public static SessionWeights Of(Blend blend, ByteScale last, ByteScale earlier)
    {
        int[] steps = new int[SessionShape.Ranks * SessionStep.Slots * PerStep];
        for (int rank = 0; rank < SessionShape.Ranks; rank++)
            for (int slot = 0; slot < SessionStep.Slots; slot++)
            {
                double scale = blend.ScaleOf(slot), ofLast = scale * blend.Values[Blend.RankLast + rank], ofEarlier = scale * blend.Values[Blend.RankEarlier + rank];
                Span<int> step = steps.AsSpan(Place(rank, slot), PerStep);
                step[0] = Units(ofLast * last.Step, MostPerByte);
                step[1] = Units(ofEarlier * earlier.Step, MostPerByte);
                step[2] = Units((ofLast * last.Least) + (ofEarlier * earlier.Least));
            }
        int[] repeats = new int[SessionShape.Ranks * SessionShape.Lengths];
        for (int place = 0; place < repeats.Length; place++) repeats[place] = Units(blend.Values[Blend.Repeat + place]);
        return new(steps, repeats, [Units(blend.Values[Blend.Again]), Units(blend.Values[Blend.Follow])]);
    }

    public static int Units(double value, double most = Most) => (int)Math.Clamp(Math.Round(value * SessionModel.Unit), -most, most);

    public ReadOnlySpan<int> Of(ShapedStep step) => Steps.AsSpan(Place(step.Rank, step.Slot), PerStep);

    private static int Place(int rank, int slot) => ((rank * SessionStep.Slots) + slot) * PerStep;
}
