using System.Globalization;
using Xunit;

namespace Libvirt.Tests.Native;

/// <summary>Our enums have exactly the numbers of libvirt's enums.</summary>
public sealed class EnumTests
{
    /// <summary>Our enum, libvirt's enum, and the numbers that ours leaves out with a reason.</summary>
    public static TheoryData<Type, string, long[]> Enums => new()
    {
        { typeof(DomainState), "virDomainState", [] },
        { typeof(DomainRunningReason), "virDomainRunningReason", [] },
        { typeof(DomainPausedReason), "virDomainPausedReason", [] },
        { typeof(DomainShutdownReason), "virDomainShutdownReason", [] },
        { typeof(DomainShutOffReason), "virDomainShutoffReason", [] },
        { typeof(DomainCrashedReason), "virDomainCrashedReason", [] },
        { typeof(DomainDiskErrorCode), "virDomainDiskErrorCode", [] },
        { typeof(DomainBlockJobType), "virDomainBlockJobType", [] },
        { typeof(DomainBlockCopyFlags), "virDomainBlockCopyFlags", [] },
        { typeof(DomainBlockCommitFlags), "virDomainBlockCommitFlags", [] },
        { typeof(DomainBlockJobAbortFlags), "virDomainBlockJobAbortFlags", [] },
        { typeof(DomainXmlFlags), "virDomainXMLFlags", [] },
        { typeof(ListDomainsFlags), "virConnectListAllDomainsFlags", [] },
        { typeof(DomainDefineFlags), "virDomainDefineFlags", [] },
        { typeof(DomainCreateFlags), "virDomainCreateFlags", [] },
        { typeof(DomainShutdownFlags), "virDomainShutdownFlagValues", [] },
        // The flag for UEFI variables only applies to restoring from a file.
        { typeof(DomainSaveFlags), "virDomainSaveRestoreFlags", [8] },
        { typeof(DomainUndefineFlags), "virDomainUndefineFlagsValues", [] },
        { typeof(DomainModificationImpact), "virDomainModificationImpact", [] },
        // The number of values.
        { typeof(DomainMetadataType), "virDomainMetadataType", [3] },
        { typeof(DomainStatsGroups), "virDomainStatsTypes", [] },
        { typeof(GetAllDomainStatsFlags), "virConnectGetAllDomainStatsFlags", [] },
        // The number of values.
        { typeof(DomainMemoryStat), "virDomainMemoryStatTags", [13] },
        { typeof(KeyCodeSet), "virKeycodeSet", [] },
        { typeof(OpenGraphicsFlags), "virDomainOpenGraphicsFlags", [] },
        { typeof(OpenConsoleFlags), "virDomainConsoleFlags", [] },
        { typeof(DomainInterfaceAddressesSource), "virDomainInterfaceAddressesSource", [] },
        { typeof(AuthorizedKeysFlags), "virDomainAuthorizedSSHKeysSetFlags", [] },
        { typeof(IPAddressType), "virIPAddrType", [] },
        { typeof(StoragePoolState), "virStoragePoolState", [] },
        { typeof(StorageVolumeType), "virStorageVolType", [] },
        { typeof(NetworkDefineFlags), "virNetworkDefineFlags", [] },
        { typeof(NetworkFilterDefineFlags), "virNWFilterDefineFlags", [] },
        { typeof(NetworkUpdateCommand), "virNetworkUpdateCommand", [] },
        { typeof(NetworkSection), "virNetworkUpdateSection", [] },
        { typeof(NetworkUpdateFlags), "virNetworkUpdateFlags", [] },
        { typeof(StoragePoolDefineFlags), "virStoragePoolDefineFlags", [] },
        { typeof(StoragePoolBuildFlags), "virStoragePoolBuildFlags", [] },
        { typeof(StoragePoolCreateFlags), "virStoragePoolCreateFlags", [] },
        { typeof(StoragePoolDeleteFlags), "virStoragePoolDeleteFlags", [] },
        { typeof(StorageVolumeCreateFlags), "virStorageVolCreateFlags", [] },
        { typeof(StorageVolumeDeleteFlags), "virStorageVolDeleteFlags", [] },
        { typeof(StorageVolumeResizeFlags), "virStorageVolResizeFlags", [] },
        // The number of values.
        { typeof(StorageVolumeWipeAlgorithm), "virStorageVolWipeAlgorithm", [10] },
        { typeof(ConnectionCloseReason), "virConnectCloseReason", [] },
        { typeof(DomainLifecycleEventKind), "virDomainEventType", [] },
        { typeof(NetworkEventKind), "virNetworkEventLifecycleType", [] },
        { typeof(StoragePoolEventKind), "virStoragePoolEventLifecycleType", [] },
        { typeof(NodeDeviceEventKind), "virNodeDeviceEventLifecycleType", [] },
        { typeof(TypedParameterType), "virTypedParameterType", [] },
        { typeof(StreamEvents), "virStreamEventType", [] },
        // Lifecycle is an event of its own; IO_ERROR and BLOCK_JOB have a better second form.
        { typeof(DomainChange), "virDomainEventID", [0, 4, 8] },
        // HTTP and Xen's old tools, which libvirt no longer speaks; and warnings, which are never thrown.
        { typeof(LibvirtErrorCode), "virErrorNumber", [10, 11, 12, 13, 14, 15, 24, 25, 41, 48, 51, 56, 60, 64] },
        // Error domains of removed parts of libvirt.
        { typeof(LibvirtErrorDomain), "virErrorDomain", [1, 2, 3, 4, 8, 14, 15, 21, 23, 27, 29, 32] },
    };

    [Theory]
    [MemberData(nameof(Enums))]
    public void Numbers_AreLibvirts(Type ours, string theirs, long[] leftOut)
    {
        var native = ApiDescription.Values(theirs);
        var named = Enum.GetValues(ours).Cast<object>()
            .Select(value => Convert.ToInt64(value, CultureInfo.InvariantCulture))
            // Zero values of flags, and the two event kinds that have their own callbacks in libvirt.
            .Where(value => value > 0 || native.Values.Contains(value))
            .ToHashSet();

        Assert.NotEmpty(native);
        Assert.Equal([], native.Where(pair => !named.Contains(pair.Value) && !leftOut.Contains(pair.Value)).Select(pair => pair.Key));
        Assert.Equal([], named.Where(value => !native.Values.Contains(value)));
    }

    [Fact]
    public void EachEnum_IsCompared()
    {
        var compared = Enums.Select(row => row.Data.Item1).Append(typeof(EventTopics));

        Assert.Equal(
            typeof(Domain).Assembly.GetTypes().Where(type => type.IsEnum && type.Namespace == "Libvirt").Select(type => type.Name).Order(StringComparer.Ordinal),
            compared.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EachTopic_HasItsRegistration() => Assert.Equal(
        Enum.GetValues<EventTopics>().Where(topic => long.IsPow2((long)topic)).Order(),
        EventRegistration.All.Select(registration => registration.Topic).Order());
}
