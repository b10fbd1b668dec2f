using WebConsole.Features.Machines.Devices.Commands;

namespace WebConsole.Features.Machines.Devices.Forms;

/// <summary>What is entered as one limit of a disk.</summary>
/// <param name="name">Its name in the API.</param>
/// <param name="isBytes">Whether bytes are counted, or else requests.</param>
public sealed class RateDraft(string name, bool isBytes)
{
    public string Name => name;

    public bool IsBytes => isBytes;

    public long? Rate { get; set; }

    public long? Burst { get; set; }

    public int? Seconds { get; set; }

    public DiskRate? AsRate => Rate is null or 0 && Burst is null or 0 ? null : new DiskRate(Rate, Burst, Seconds);

    public void Take(DiskRate? rate) => (Rate, Burst, Seconds) = (rate?.Rate, rate?.Burst, rate?.Seconds);
}
