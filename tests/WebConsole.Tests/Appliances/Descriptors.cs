namespace WebConsole.Tests.Appliances;

/// <summary>OVF descriptors in the dialects of those who write most of them.</summary>
internal static class Descriptors
{
    /// <summary>As VMware writes it: two disks, of which the second stands first, a drive, two cards, and much that is VMware's own.</summary>
    public const string VMware = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
                  xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
                  xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData" xmlns:vmw="http://www.vmware.com/schema/ovf">
          <References>
            <File ovf:id="file1" ovf:href="shop-disk1.vmdk" ovf:size="65536"/>
            <File ovf:id="file2" ovf:href="shop-disk2.vmdk"/>
            <File ovf:id="file3" ovf:href="shop.iso"/>
            <File ovf:id="file4" ovf:href="shop.nvram"/>
          </References>
          <DiskSection>
            <Info>Disks</Info>
            <Disk ovf:capacity="20" ovf:capacityAllocationUnits="byte * 2^30" ovf:diskId="vmdisk1" ovf:fileRef="file1" ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/>
            <Disk ovf:capacity="1073741824" ovf:diskId="vmdisk2" ovf:fileRef="file2" ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/>
            <Disk ovf:capacity="512" ovf:capacityAllocationUnits="MegaBytes" ovf:diskId="vmdisk3"/>
          </DiskSection>
          <NetworkSection><Info>Networks</Info><Network ovf:name="VM Network"><Description>The one</Description></Network></NetworkSection>
          <VirtualSystem ovf:id="shop">
            <Info>A machine</Info>
            <Name>shop 1</Name>
            <OperatingSystemSection ovf:id="96" vmw:osType="debian12_64Guest"><Info>System</Info><Description>Debian GNU/Linux 12 (64-bit)</Description></OperatingSystemSection>
            <VirtualHardwareSection>
              <Info>Hardware</Info>
              <System><vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType></System>
              <Item><rasd:AllocationUnits>hertz * 10^6</rasd:AllocationUnits><rasd:ElementName>4 virtual CPU(s)</rasd:ElementName><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>4</rasd:VirtualQuantity><vmw:CoresPerSocket ovf:required="false">2</vmw:CoresPerSocket></Item>
              <Item><rasd:AllocationUnits>byte * 2^20</rasd:AllocationUnits><rasd:ElementName>8192MB of memory</rasd:ElementName><rasd:InstanceID>2</rasd:InstanceID><rasd:ResourceType>4</rasd:ResourceType><rasd:VirtualQuantity>8192</rasd:VirtualQuantity></Item>
              <Item><rasd:Address>0</rasd:Address><rasd:ElementName>SCSI controller 0</rasd:ElementName><rasd:InstanceID>3</rasd:InstanceID><rasd:ResourceSubType>VirtualSCSI</rasd:ResourceSubType><rasd:ResourceType>6</rasd:ResourceType></Item>
              <Item><rasd:Address>0</rasd:Address><rasd:ElementName>SATA controller 0</rasd:ElementName><rasd:InstanceID>4</rasd:InstanceID><rasd:ResourceSubType>vmware.sata.ahci</rasd:ResourceSubType><rasd:ResourceType>20</rasd:ResourceType></Item>
              <Item><rasd:ElementName>NVMe controller 0</rasd:ElementName><rasd:InstanceID>5</rasd:InstanceID><rasd:ResourceSubType>vmware.nvme.controller</rasd:ResourceSubType><rasd:ResourceType>20</rasd:ResourceType></Item>
              <Item ovf:required="false"><rasd:ElementName>USB controller</rasd:ElementName><rasd:InstanceID>6</rasd:InstanceID><rasd:ResourceSubType>vmware.usb.xhci</rasd:ResourceSubType><rasd:ResourceType>23</rasd:ResourceType></Item>
              <Item ovf:required="false"><rasd:ElementName>Floppy 1</rasd:ElementName><rasd:InstanceID>7</rasd:InstanceID><rasd:ResourceType>14</rasd:ResourceType></Item>
              <Item ovf:required="false"><rasd:ElementName>VMCI device</rasd:ElementName><rasd:InstanceID>8</rasd:InstanceID><rasd:ResourceSubType>vmware.vmci</rasd:ResourceSubType><rasd:ResourceType>1</rasd:ResourceType></Item>
              <Item ovf:required="false"><rasd:ElementName>Video card</rasd:ElementName><rasd:InstanceID>9</rasd:InstanceID><rasd:ResourceType>24</rasd:ResourceType></Item>
              <Item><rasd:AddressOnParent>0</rasd:AddressOnParent><rasd:ElementName>CD/DVD drive 1</rasd:ElementName><rasd:HostResource>ovf:/file/file3</rasd:HostResource><rasd:InstanceID>10</rasd:InstanceID><rasd:Parent>4</rasd:Parent><rasd:ResourceType>15</rasd:ResourceType></Item>
              <Item><rasd:AddressOnParent>1</rasd:AddressOnParent><rasd:ElementName>Hard disk 2</rasd:ElementName><rasd:HostResource>ovf:/disk/vmdisk2</rasd:HostResource><rasd:InstanceID>11</rasd:InstanceID><rasd:Parent>3</rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>
              <Item><rasd:AddressOnParent>0</rasd:AddressOnParent><rasd:ElementName>Hard disk 1</rasd:ElementName><rasd:HostResource>ovf:/disk/vmdisk1</rasd:HostResource><rasd:InstanceID>12</rasd:InstanceID><rasd:Parent>3</rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>
              <Item><rasd:AddressOnParent>0</rasd:AddressOnParent><rasd:ElementName>Hard disk 3</rasd:ElementName><rasd:HostResource>ovf:/disk/vmdisk3</rasd:HostResource><rasd:InstanceID>13</rasd:InstanceID><rasd:Parent>5</rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>
              <Item><rasd:ElementName>Network adapter 1</rasd:ElementName><rasd:Connection>VM Network</rasd:Connection><rasd:InstanceID>14</rasd:InstanceID><rasd:ResourceSubType>VmxNet3</rasd:ResourceSubType><rasd:ResourceType>10</rasd:ResourceType><vmw:Config ovf:required="false" vmw:key="wakeOnLanEnabled" vmw:value="true"/></Item>
              <Item><rasd:Address>00:50:56:AA:bb:01</rasd:Address><rasd:ElementName>Network adapter 2</rasd:ElementName><rasd:Connection>VM Network</rasd:Connection><rasd:InstanceID>15</rasd:InstanceID><rasd:ResourceSubType>SriovEthernetCard</rasd:ResourceSubType><rasd:ResourceType>10</rasd:ResourceType></Item>
              <vmw:Config ovf:required="false" vmw:key="firmware" vmw:value="efi"/>
              <vmw:Config ovf:required="false" vmw:key="bootOptions.efiSecureBootEnabled" vmw:value="true"/>
              <vmw:Config ovf:required="false" vmw:key="cpuHotAddEnabled" vmw:value="false"/>
              <vmw:ExtraConfig ovf:required="false" vmw:key="svga.autodetect" vmw:value="TRUE"/>
            </VirtualHardwareSection>
            <AnnotationSection><Info>Notes</Info><Annotation>Sells things.</Annotation></AnnotationSection>
          </VirtualSystem>
        </Envelope>
        """;

    /// <summary>As oVirt writes it: parts that tell by their type what they are, a disk by the path of its image, and a format that is not its.</summary>
    public const string OVirt = """
        <?xml version="1.0" encoding="UTF-8"?>
        <ovf:Envelope xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1/" xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
                      xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ovf:version="4.4.0.0">
          <References><File ovf:href="5d9f1a" ovf:id="5d9f1a" ovf:size="65536" ovf:description="Active VM"/></References>
          <Section xsi:type="ovf:NetworkSection_Type"><Info>Networks</Info><Network ovf:name="ovirtmgmt"/></Section>
          <Section xsi:type="ovf:DiskSection_Type">
            <Info>Disks</Info>
            <Disk ovf:diskId="5d9f1a" ovf:size="10" ovf:capacity="10" ovf:capacityAllocationUnits="byte * 2^30" ovf:fileRef="77aa00/5d9f1a" ovf:format="http://www.vmware.com/specifications/vmdk.html#sparse" ovf:volume-format="COW" ovf:disk-interface="VirtIO_SCSI" ovf:boot="true"/>
          </Section>
          <Content ovf:id="out" xsi:type="ovf:VirtualSystem_Type">
            <Name>till</Name><BiosType>3</BiosType>
            <Section ovf:id="1a2b" ovf:required="false" xsi:type="ovf:OperatingSystemSection_Type"><Info>System</Info><Description>rhel_8x64</Description></Section>
            <Section xsi:type="ovf:VirtualHardwareSection_Type">
              <Info>2 CPU, 1024 Memory</Info>
              <Item><rasd:Caption>2 virtual cpu</rasd:Caption><rasd:InstanceId>1</rasd:InstanceId><rasd:ResourceType>3</rasd:ResourceType><rasd:num_of_sockets>2</rasd:num_of_sockets><rasd:cpu_per_socket>2</rasd:cpu_per_socket><rasd:threads_per_cpu>1</rasd:threads_per_cpu></Item>
              <Item><rasd:Caption>1024 MB of memory</rasd:Caption><rasd:InstanceId>2</rasd:InstanceId><rasd:ResourceType>4</rasd:ResourceType><rasd:AllocationUnits>MegaBytes</rasd:AllocationUnits><rasd:VirtualQuantity>1024</rasd:VirtualQuantity></Item>
              <Item><rasd:Caption>till_Disk1</rasd:Caption><rasd:InstanceId>5d9f1a</rasd:InstanceId><rasd:ResourceType>17</rasd:ResourceType><rasd:HostResource>77aa00/5d9f1a</rasd:HostResource><Type>disk</Type></Item>
              <Item><rasd:Caption>Ethernet adapter on ovirtmgmt</rasd:Caption><rasd:InstanceId>9c</rasd:InstanceId><rasd:ResourceType>10</rasd:ResourceType><rasd:ResourceSubType>3</rasd:ResourceSubType><rasd:Connection>ovirtmgmt</rasd:Connection><rasd:MACAddress>56:6f:1a:00:00:01</rasd:MACAddress></Item>
            </Section>
          </Content>
        </ovf:Envelope>
        """;

    /// <summary>As VirtualBox writes it: memory in a word of old, a drive whose ISO image is a disk, and its own section.</summary>
    public const string VirtualBox = """
        <?xml version="1.0"?>
        <Envelope ovf:version="1.0" xml:lang="en-US" xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
                  xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData" xmlns:vbox="http://www.virtualbox.org/ovf/machine">
          <References><File ovf:id="file1" ovf:href="desk-disk001.vmdk"/><File ovf:id="file2" ovf:href="desk-disk002.iso"/></References>
          <DiskSection>
            <Info>Disks</Info>
            <Disk ovf:capacity="10737418240" ovf:diskId="vmdisk1" ovf:fileRef="file1" ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/>
            <Disk ovf:diskId="vmdisk2" ovf:fileRef="file2" ovf:format="http://www.ecma-international.org/publications/standards/Ecma-119.htm"/>
          </DiskSection>
          <NetworkSection><Info>Networks</Info><Network ovf:name="NAT"/></NetworkSection>
          <VirtualSystem ovf:id="desk">
            <Info>A machine</Info>
            <OperatingSystemSection ovf:id="94"><Info>System</Info><Description>Ubuntu_64</Description><vbox:OSType ovf:required="false">Ubuntu_64</vbox:OSType></OperatingSystemSection>
            <VirtualHardwareSection>
              <Info>Hardware</Info>
              <Item><rasd:Caption>2 virtual CPU</rasd:Caption><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>2</rasd:VirtualQuantity></Item>
              <Item><rasd:AllocationUnits>MegaBytes</rasd:AllocationUnits><rasd:Caption>2048 MB of memory</rasd:Caption><rasd:InstanceID>2</rasd:InstanceID><rasd:ResourceType>4</rasd:ResourceType><rasd:VirtualQuantity>2048</rasd:VirtualQuantity></Item>
              <Item><rasd:Address>0</rasd:Address><rasd:Caption>ideController0</rasd:Caption><rasd:InstanceID>3</rasd:InstanceID><rasd:ResourceSubType>PIIX4</rasd:ResourceSubType><rasd:ResourceType>5</rasd:ResourceType></Item>
              <Item><rasd:Address>0</rasd:Address><rasd:Caption>sataController0</rasd:Caption><rasd:InstanceID>4</rasd:InstanceID><rasd:ResourceSubType>AHCI</rasd:ResourceSubType><rasd:ResourceType>20</rasd:ResourceType></Item>
              <Item ovf:required="false"><rasd:Caption>usb</rasd:Caption><rasd:InstanceID>5</rasd:InstanceID><rasd:ResourceType>23</rasd:ResourceType></Item>
              <Item ovf:required="false"><rasd:Caption>sound</rasd:Caption><rasd:InstanceID>6</rasd:InstanceID><rasd:ResourceSubType>ensoniq1371</rasd:ResourceSubType><rasd:ResourceType>35</rasd:ResourceType></Item>
              <Item><rasd:AddressOnParent>0</rasd:AddressOnParent><rasd:Caption>disk1</rasd:Caption><rasd:HostResource>/disk/vmdisk1</rasd:HostResource><rasd:InstanceID>7</rasd:InstanceID><rasd:Parent>4</rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>
              <Item><rasd:AddressOnParent>0</rasd:AddressOnParent><rasd:Caption>cdrom1</rasd:Caption><rasd:HostResource>/disk/vmdisk2</rasd:HostResource><rasd:InstanceID>8</rasd:InstanceID><rasd:Parent>3</rasd:Parent><rasd:ResourceType>15</rasd:ResourceType></Item>
              <Item><rasd:Caption>Ethernet adapter on 'NAT'</rasd:Caption><rasd:Connection>NAT</rasd:Connection><rasd:InstanceID>9</rasd:InstanceID><rasd:ResourceSubType>E1000</rasd:ResourceSubType><rasd:ResourceType>10</rasd:ResourceType></Item>
            </VirtualHardwareSection>
            <vbox:Machine ovf:required="false" version="1.19-linux" name="desk">
              <Hardware><Firmware type="EFI"/></Hardware>
            </vbox:Machine>
          </VirtualSystem>
        </Envelope>
        """;

    /// <summary>OVF 2, with elements of their own for storage and networks, and two variants of the machine.</summary>
    public const string Version2 = """
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/2" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/2" xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
                  xmlns:epasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_EthernetPortAllocationSettingData.xsd" xmlns:sasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_StorageAllocationSettingData.xsd">
          <References><File ovf:id="f" ovf:href="a.qcow2"/></References>
          <DiskSection><Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1" ovf:capacityAllocationUnits="byte * 2^30" ovf:format="http://www.gnome.org/~markmc/qcow-image-format.html"/></DiskSection>
          <DeploymentOptionSection><Configuration ovf:id="small"/><Configuration ovf:id="large" ovf:default="true"/></DeploymentOptionSection>
          <VirtualSystem ovf:id="a">
            <VirtualHardwareSection>
              <Item><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>1</rasd:VirtualQuantity></Item>
              <Item ovf:configuration="small"><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>2</rasd:VirtualQuantity></Item>
              <Item ovf:configuration="large"><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>8</rasd:VirtualQuantity></Item>
              <Item><rasd:InstanceID>3</rasd:InstanceID><rasd:ResourceSubType>virtio</rasd:ResourceSubType><rasd:ResourceType>6</rasd:ResourceType></Item>
              <StorageItem><sasd:HostResource>ovf:/disk/d</sasd:HostResource><sasd:InstanceID>4</sasd:InstanceID><sasd:Parent>3</sasd:Parent><sasd:ResourceType>31</sasd:ResourceType></StorageItem>
              <EthernetPortItem><epasd:Connection>lan</epasd:Connection><epasd:InstanceID>5</epasd:InstanceID><epasd:ResourceSubType>virtio</epasd:ResourceSubType><epasd:ResourceType>10</epasd:ResourceType></EthernetPortItem>
            </VirtualHardwareSection>
          </VirtualSystem>
        </Envelope>
        """;

    /// <summary>A machine with one disk in a file, for packages.</summary>
    public static string OneDisk(string file, string attributes = "") => $"""
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData">
          <References><File ovf:id="f" ovf:href="{file}" {attributes}/></References>
          <DiskSection><Disk ovf:diskId="d" ovf:fileRef="f" ovf:capacity="1" ovf:capacityAllocationUnits="MB" ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/></DiskSection>
          <VirtualSystem ovf:id="a"><VirtualHardwareSection>
            <Item><rasd:HostResource>ovf:/disk/d</rasd:HostResource><rasd:InstanceID>1</rasd:InstanceID><rasd:ResourceType>17</rasd:ResourceType></Item>
          </VirtualHardwareSection></VirtualSystem>
        </Envelope>
        """;
}
