using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Kinds;

namespace WebConsole.Features.Machines.Devices.Forms;

/// <summary>What is entered about a device about which there is little to say.</summary>
public sealed class SmallDraft
{
    public string Backend { get; set; } = "";
    public string? Path { get; set; }
    public string? Address { get; set; }
    public int? Port { get; set; }
    public bool Connects { get; set; }
    public string? Name { get; set; }
    public long? Size { get; set; }
    public VideoDraft Video { get; } = new();

    /// <summary>Adds to a new device what its kind takes.</summary>
    internal NewDevice Into(NewDevice asked, SmallDevice kind)
    {
        if (kind.Kind is "video")
            asked = Video.Into(asked, asked.Model ?? (kind.Models is [var first, ..] ? first : ""));
        if (kind.Fields.Contains("name"))
            asked = asked with { Name = string.IsNullOrEmpty(Name) ? null : Name };
        if (kind.Fields.Contains("size"))
            asked = asked with { Size = Size };
        if (kind.Backends.IsEmpty || asked is { Kind: "smartcard", Type: "host" })
            return asked;
        return asked with
        {
            Backend = Backend,
            Path = HostSide.HasPath(Backend) && !string.IsNullOrEmpty(Path) ? Path : null,
            Address = Backend is HostSide.Tcp && !string.IsNullOrEmpty(Address) ? Address : null,
            Port = Backend is HostSide.Tcp ? Port : null,
            Connect = Backend is HostSide.Tcp or HostSide.Unix && Connects ? true : null,
        };
    }
}
