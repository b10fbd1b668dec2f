namespace WebConsole.Appliances.Ovf;

/// <summary>A disk controller in libvirt's words.</summary>
/// <param name="Order">Its place in the descriptor.</param>
/// <param name="Address">Its number among those of its bus; 0 where it has none.</param>
/// <param name="Bus">The bus of its disks.</param>
/// <param name="Model">The model, if QEMU has one like it.</param>
internal sealed record OvfController(int Order, int Address, string Bus, string? Model)
{
    /// <summary>Of a descriptor that does not say on which controller a disk is: every guest knows SATA.</summary>
    public static OvfController Unknown { get; } = new(int.MaxValue, 0, "sata", null);

    /// <summary><c>null</c> for what is no disk controller.</summary>
    public static OvfController? Of(OvfItem item, int order)
    {
        var (kind, address) = (item.SubType ?? "", item.Number ?? 0);
        return item.Type switch
        {
            OvfItem.Ide => new(order, address, "ide", null),
            OvfItem.Scsi => new(order, address, "scsi", ScsiModel(kind)),
            OvfItem.OtherStorage when Is("ahci") || Is("sata") => new(order, address, "sata", null),
            OvfItem.OtherStorage when Is("nvme") => new(order, address, "nvme", null),
            OvfItem.OtherStorage when Is("virtio") => new(order, address, "scsi", "virtio-scsi"),
            _ => null,
        };

        bool Is(string word) => kind.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Of several, the first that there is.</summary>
    private static string? ScsiModel(string kinds) => kinds.Split(' ').Select(OneScsiModel).FirstOrDefault(model => model is not null);

    private static string? OneScsiModel(string kind) => kind.ToUpperInvariant() switch
    {
        "LSILOGIC" => "lsilogic",
        "LSILOGICSAS" => "lsisas1068",
        "VIRTUALSCSI" => "vmpvscsi",
        "VIRTIO" or "VIRTIOSCSI" or "VIRTIO-SCSI" => "virtio-scsi",
        _ => null,
    };
}
