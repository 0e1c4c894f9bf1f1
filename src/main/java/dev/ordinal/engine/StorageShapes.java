package dev.ordinal.engine;

/**
 * The types of volumes, of Pods and of the cluster, claims and storage classes. {@link ShapeTable} explains the
 * notation.
 */
final class StorageShapes {

    static final String TABLE = """
            PersistentVolumeClaim: core
              ClaimSpec    spec

            ClaimSpec
              [text]         accessModes
              Resources      resources
              text           volumeName storageClassName volumeMode volumeAttributesClassName
              LabelSelector  selector
              DataSource     dataSource dataSourceRef

            DataSource
              text         apiGroup kind name namespace

            PersistentVolume: core
              VolumeSpec   spec

            VolumeSpec
              {quantity}              capacity
              [text]                  accessModes mountOptions
              text                    persistentVolumeReclaimPolicy storageClassName volumeMode volumeAttributesClassName
              ObjectReference         claimRef
              VolumeAffinity          nodeAffinity
              HostPathVolume          hostPath local
              BoundCsiVolume          csi
              NfsVolume               nfs
              IscsiVolume             iscsi
              FcVolume                fc
              RbdVolume               rbd
              CephFsVolume            cephfs
              BoundGlusterFsVolume    glusterfs
              FlexVolume              flexVolume
              DiskVolume              gcePersistentDisk awsElasticBlockStore cinder portworxVolume photonPersistentDisk
              AzureDiskVolume         azureDisk
              BoundAzureFileVolume    azureFile
              VsphereVolume           vsphereVolume
              QuobyteVolume           quobyte
              BoundScaleIoVolume      scaleIO
              BoundStorageOsVolume    storageos
              FlockerVolume           flocker

            VolumeAffinity
              NodeSelector  required

            BoundCsiVolume
              text             driver fsType volumeHandle
              boolean          readOnly
              {text}           volumeAttributes
              SecretReference  controllerPublishSecretRef nodeStageSecretRef nodePublishSecretRef
              SecretReference  controllerExpandSecretRef nodeExpandSecretRef

            SecretReference
              text         name namespace

            BoundGlusterFsVolume
              text         endpoints path endpointsNamespace
              boolean      readOnly

            BoundAzureFileVolume
              text         secretName shareName secretNamespace
              boolean      readOnly

            BoundScaleIoVolume
              text             gateway system protectionDomain storagePool storageMode volumeName fsType
              SecretReference  secretRef
              boolean          sslEnabled readOnly

            BoundStorageOsVolume
              text             volumeName volumeNamespace fsType
              ObjectReference  secretRef
              boolean          readOnly

            StorageClass: storage.k8s.io
              text                   provisioner reclaimPolicy volumeBindingMode
              {text}                 parameters
              [text]                 mountOptions
              boolean                allowVolumeExpansion
              [TopologySelectorTerm] allowedTopologies

            TopologySelectorTerm
              [TopologyRequirement]  matchLabelExpressions

            TopologyRequirement
              text         key
              [text]       values

            Volume
              text                    name
              HostPathVolume          hostPath
              EmptyDirVolume          emptyDir
              KeysVolume              configMap secret
              DownwardVolume          downwardAPI
              ProjectedVolume         projected
              ClaimVolume             persistentVolumeClaim
              EphemeralVolume         ephemeral
              CsiVolume               csi
              ImageVolume             image
              NfsVolume               nfs
              IscsiVolume             iscsi
              FcVolume                fc
              RbdVolume               rbd
              CephFsVolume            cephfs
              GlusterFsVolume         glusterfs
              FlexVolume              flexVolume
              DiskVolume              gcePersistentDisk awsElasticBlockStore cinder portworxVolume photonPersistentDisk
              AzureDiskVolume         azureDisk
              AzureFileVolume         azureFile
              VsphereVolume           vsphereVolume
              QuobyteVolume           quobyte
              ScaleIoVolume           scaleIO
              StorageOsVolume         storageos
              FlockerVolume           flocker
              GitRepoVolume           gitRepo

            HostPathVolume
              text         path type

            EmptyDirVolume
              text         medium
              quantity     sizeLimit
              integer      mode

            # A config map or a secret, as a volume or as a source of a projected one.
            KeysVolume
              text         name secretName
              [KeyFile]    items
              integer      defaultMode
              long         defaultUser
              boolean      optional

            KeyFile
              text         key path
              integer      mode
              long         user

            DownwardVolume
              [DownwardFile]  items
              integer         defaultMode
              long            defaultUser

            DownwardFile
              text               path
              FieldReference     fieldRef
              ResourceReference  resourceFieldRef
              integer            mode
              long               user

            ProjectedVolume
              [ProjectedSource]  sources
              integer            defaultMode
              long               defaultUser

            ProjectedSource
              KeysVolume          configMap secret
              DownwardVolume      downwardAPI
              TokenSource         serviceAccountToken
              TrustBundleSource   clusterTrustBundle
              CertificateSource   podCertificate

            TokenSource
              text         audience path
              long         expirationSeconds user

            TrustBundleSource
              text           name signerName path
              LabelSelector  labelSelector
              boolean        optional
              long           user

            CertificateSource
              text         signerName keyType credentialBundlePath keyPath certificateChainPath
              integer      maxExpirationSeconds
              {text}       userAnnotations
              long         user

            ClaimVolume
              text         claimName
              boolean      readOnly

            EphemeralVolume
              ClaimTemplate  volumeClaimTemplate
              boolean        readOnly

            ClaimTemplate
              ObjectMeta   metadata
              ClaimSpec    spec

            CsiVolume
              text           driver fsType
              boolean        readOnly
              {text}         volumeAttributes
              NameReference  nodePublishSecretRef

            ImageVolume
              text         reference pullPolicy

            NfsVolume
              text         server path
              boolean      readOnly

            IscsiVolume
              text           targetPortal iqn iscsiInterface fsType initiatorName
              integer        lun
              boolean        readOnly chapAuthDiscovery chapAuthSession
              [text]         portals
              NameReference  secretRef

            FcVolume
              [text]       targetWWNs wwids
              integer      lun
              text         fsType
              boolean      readOnly

            RbdVolume
              [text]         monitors
              text           image fsType pool user keyring
              NameReference  secretRef
              boolean        readOnly

            CephFsVolume
              [text]         monitors
              text           path user secretFile
              NameReference  secretRef
              boolean        readOnly

            GlusterFsVolume
              text         endpoints path
              boolean      readOnly

            FlexVolume
              text           driver fsType
              NameReference  secretRef
              boolean        readOnly
              {text}         options

            # The block devices of clouds, which differ in the name of the disk alone.
            DiskVolume
              text           pdName volumeID pdID fsType
              integer        partition
              boolean        readOnly
              NameReference  secretRef

            AzureDiskVolume
              text         diskName diskURI cachingMode fsType kind
              boolean      readOnly

            AzureFileVolume
              text         secretName shareName
              boolean      readOnly

            VsphereVolume
              text         volumePath fsType storagePolicyName storagePolicyID

            QuobyteVolume
              text         registry volume user group tenant
              boolean      readOnly

            ScaleIoVolume
              text           gateway system protectionDomain storagePool storageMode volumeName fsType
              NameReference  secretRef
              boolean        sslEnabled readOnly

            StorageOsVolume
              text           volumeName volumeNamespace fsType
              NameReference  secretRef
              boolean        readOnly

            FlockerVolume
              text         datasetName datasetUUID

            GitRepoVolume
              text         repository revision directory
            """;

    private StorageShapes() {}
}
