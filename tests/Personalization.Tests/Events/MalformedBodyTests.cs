using Personalization.Events;
using static Personalization.Tests.Events.CaptureBench;

namespace Personalization.Tests.Events;

/// <summary>No body makes capture fail, and each is told what is wrong with it.</summary>
public sealed class MalformedBodyTests
{
    [Trait("Feature", "S24")]
    [Fact]
    public void Read_MalformedBodiesInBulk_NeverThrowsAndNamesTheField()
    {
        MalformedBody[] bodies = [.. MalformedBodies.All()];
        Assert.True(bodies.Length >= 500 && bodies.Select(body => body.Kind).Distinct().Count() >= 20, $"{bodies.Length} bodies");

        Assert.Equal([], bodies.Select(Fault).OfType<string>().Distinct());
    }

    [Fact]
    public void Read_BodiesWithBytesFlipped_NeverThrows()
    {
        Random chance = new(7);
        foreach (MalformedBody body in MalformedBodies.All().Where(body => body.Bytes.Length < 1000))
        {
            byte[] flipped = [.. body.Bytes];
            for (int times = 0; times < 3; times++) flipped[chance.Next(flipped.Length)] = (byte)chance.Next(256);

            CaptureResult result = Read(flipped, body.Type);

            foreach (EventVerdict verdict in result.Verdicts.Where(verdict => verdict.Outcome is not EventOutcome.Rejected)) EventCodec.Parse(verdict.Line);
        }
    }

    private static string? Fault(MalformedBody body)
    {
        CaptureResult result = Read(body.Bytes, body.Type);
        if (body.Pointer is null) return result.Problem?.Code == "not-json" ? null : $"{body.Kind}: readable";
        IEnumerable<string> told = result.Problem is { } problem
            ? problem.Errors?.Select(error => error.Pointer) ?? []
            : result.Verdicts.SelectMany(verdict => verdict.Findings).Select(finding => finding.Pointer);
        return told.Contains(body.Pointer) ? null : $"{body.Kind}: {body.Pointer} is not among {string.Join(", ", told)}";
    }
}
