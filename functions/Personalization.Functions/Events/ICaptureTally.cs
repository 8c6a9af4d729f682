namespace Personalization.Functions.Events;

/// <summary>Counts what becomes of events at the door. Returns at once and asks nobody.</summary>
public interface ICaptureTally
{
    /// <summary>Counts the events of a request.</summary>
    /// <param name="source">Name of the write key.</param>
    /// <param name="taken">Events accepted or corrected.</param>
    /// <param name="rejected">Events refused.</param>
    void Count(string source, int taken, int rejected);
}
