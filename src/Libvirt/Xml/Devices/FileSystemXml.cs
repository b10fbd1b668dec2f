using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>A directory of the host shown to the guest.</summary>
/// <seealso href="https://libvirt.org/formatdomain.html#filesystems"/>
public sealed class FileSystemXml(XElement element) : DeviceXml(element)
{
    /// <summary>What is shown: <c>mount</c> (a directory), <c>file</c>, <c>block</c>, <c>ram</c>, <c>bind</c>, <c>volume</c>, <c>template</c>.</summary>
    public string? Type { get => Get("@type"); set => Set("@type", value); }

    /// <summary>How file permissions are mapped: <c>passthrough</c>, <c>mapped</c>, <c>squash</c>.</summary>
    public string? AccessMode { get => Get("@accessmode"); set => Set("@accessmode", value); }

    /// <summary>The driver: <c>virtiofs</c>, <c>path</c> (9p), <c>handle</c>, <c>loop</c>, <c>nbd</c>.</summary>
    public string? DriverType { get => Get("driver@type"); set => Set("driver@type", value); }

    /// <summary>The directory on the host.</summary>
    public string? SourceDirectory { get => Get("source@dir"); set => Set("source@dir", value); }

    /// <summary>The socket of a virtiofsd that is not started by libvirt.</summary>
    public string? SourceSocket { get => Get("source@socket"); set => Set("source@socket", value); }

    /// <summary>The host's file or block device, of types <c>file</c> and <c>block</c>.</summary>
    public string? SourcePath => SourceFile ?? SourceDevice;

    /// <summary>The storage pool, of type <c>volume</c>.</summary>
    public string? SourcePool { get => Get("source@pool"); set => Set("source@pool", value); }

    /// <summary>The volume in that pool.</summary>
    public string? SourceVolume { get => Get("source@volume"); set => Set("source@volume", value); }

    /// <summary>The tag the guest mounts it by; in a container, the directory where it is.</summary>
    public string? Target { get => Get("target@dir"); set => Set("target@dir", value); }

    /// <summary>Whether the guest cannot write to it.</summary>
    public bool ReadOnly { get => Has("readonly"); set => SetHas("readonly", value); }

    /// <summary>Options that all virtio devices have.</summary>
    public VirtioOptionsXml VirtioOptions => new(this, "driver");

    /// <summary>The host's file, of type <c>file</c>.</summary>
    public string? SourceFile { get => Get("source@file"); set => Set("source@file", value); }

    /// <summary>The host's block device, of type <c>block</c>.</summary>
    public string? SourceDevice { get => Get("source@dev"); set => Set("source@dev", value); }

    /// <summary>How much memory is shown, of type <c>ram</c>, in <see cref="RamUnit"/>.</summary>
    public long? RamSize { get => GetLong("source@usage"); set => SetNumber("source@usage", value); }

    /// <summary>The unit of that; KiB where there is none.</summary>
    public string? RamUnit { get => Get("source@units"); set => Set("source@units", value); }

    /// <summary>The model: <c>virtio</c>, <c>virtio-transitional</c>, <c>virtio-non-transitional</c>.</summary>
    public string? Model { get => Get("@model"); set => Set("@model", value); }

    /// <summary>What happens when more than one of the host's file systems is in the directory: <c>default</c>, <c>remap</c>, <c>forbid</c>, <c>warn</c>.</summary>
    public string? MultipleDevices { get => Get("@multidevs"); set => Set("@multidevs", value); }

    /// <summary>The rights of new files, in octal digits, where permissions are mapped.</summary>
    public string? FileMode { get => Get("@fmode"); set => Set("@fmode", value); }

    /// <summary>The rights of new directories.</summary>
    public string? DirectoryMode { get => Get("@dmode"); set => Set("@dmode", value); }

    /// <summary>The image's format, of driver <c>nbd</c>.</summary>
    public string? DriverFormat { get => Get("driver@format"); set => Set("driver@format", value); }

    /// <summary>How many requests the queue of virtiofs holds.</summary>
    public int? QueueSize { get => GetInt("driver@queue"); set => SetNumber("driver@queue", value); }

    /// <summary>How what is written gets to the host, of 9p: <c>immediate</c>; null for the host's own.</summary>
    public string? WritePolicy { get => Get("driver@wrpolicy"); set => Set("driver@wrpolicy", value); }

    /// <summary>The program that serves virtiofs; null for the one that QEMU came with.</summary>
    public string? BinaryPath { get => Get("binary@path"); set => Set("binary@path", value); }

    /// <summary>Whether it passes on extended attributes.</summary>
    public bool? BinaryExtendedAttributes { get => GetOnOff("binary@xattr"); set => SetOnOff("binary@xattr", value); }

    /// <summary>What it keeps in memory: <c>none</c> or <c>always</c>.</summary>
    public string? BinaryCache { get => Get("binary/cache@mode"); set => Set("binary/cache@mode", value); }

    /// <summary>Whether locks of processes are seen by the host.</summary>
    public bool? BinaryPosixLocks { get => GetOnOff("binary/lock@posix"); set => SetOnOff("binary/lock@posix", value); }

    /// <summary>Whether locks of files are seen by the host.</summary>
    public bool? BinaryFileLocks { get => GetOnOff("binary/lock@flock"); set => SetOnOff("binary/lock@flock", value); }

    /// <summary>How it is confined: <c>namespace</c> or <c>chroot</c>.</summary>
    public string? BinarySandbox { get => Get("binary/sandbox@mode"); set => Set("binary/sandbox@mode", value); }

    /// <summary>How many threads it has; 0 for none besides the queue's.</summary>
    public int? BinaryThreads { get => GetInt("binary/thread_pool@size"); set => SetNumber("binary/thread_pool@size", value); }
}
