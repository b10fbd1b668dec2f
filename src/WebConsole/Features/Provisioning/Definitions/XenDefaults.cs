using WebConsole.Hardware;
using WebConsole.OsInfo;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Features.Provisioning.Definitions;

/// <summary>What of the defaults for an operating system there is under Xen.</summary>
internal static class XenDefaults
{
    public static MachineDefaults Of(MachineDefaults usual, XenKind kind, Os? os, HostOffer offer) => usual with
    {
        MachineType = kind.MachineType,
        Firmware = kind.IsFull && usual.Firmware is not FirmwareChoice.Bios && offer.LoaderWith(MachineDefinition.XenUefi) is not null ? FirmwareChoice.Uefi : FirmwareChoice.Bios,
        TpmModel = null,
        DiskBus = kind.DiskBuses[0],
        NicModel = kind.Nics[0],
        VideoModel = kind.Videos.FirstOrDefault(offer.HasVideo),
        TabletBus = kind.IsFull ? "usb" : null,
        RngModel = null,
        SoundModel = null,
        Timers = [],
        HyperVFeatures = [],
        CpuMode = null,
        CpuModel = null,
        DriverFolder = null,
        Reasons = os is { IsWindows: true } && !kind.IsFull ? [$"Windows runs as {XenKind.Full.Word} only."] : usual.TpmModel is not null ? ["Xen emulates no TPM, which this system wants."] : [],
    };
}
