using WebConsole.Features.Networks.Making;

namespace WebConsole.Features.Networks.Forms;

/// <summary>What was entered of a rate.</summary>
public sealed class RateDraft
{
    public int? Average { get; set; }

    public int? Peak { get; set; }

    public int? Burst { get; set; }

    public NewRate? Asked => Average is null && Peak is null && Burst is null ? null : new NewRate(Average, Peak, Burst);

    public void Take(NewRate? stands) => (Average, Peak, Burst) = (stands?.Average, stands?.Peak, stands?.Burst);
}
